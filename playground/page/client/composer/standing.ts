import { mayIn } from '../state/permissions.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** Whether one may write in a channel. */
export function standingIn({ channels }: Visit, channel: Channel): 'open' | 'locked' | 'forbidden' {
  const { thread_metadata: thread } = channel;
  const maySend = mayIn(channels, channel, thread ? 'sendMessagesInThreads' : 'sendMessages');
  if (!channel.recipients && !maySend) return 'forbidden';
  return thread?.locked && !mayIn(channels, channel, 'manageThreads') ? 'locked' : 'open';
}

/** What the slow mode of a channel means for this person; undefined when there is none. */
export function slowModeNote({ channels }: Visit, channel: Channel): string | undefined {
  const { rate_limit_per_user: seconds = 0 } = channel;
  if (seconds === 0) return undefined;
  const isFree = mayIn(channels, channel, 'manageMessages') || mayIn(channels, channel, 'manageChannels');
  if (isFree) return `Slow mode is on (${readableTime(seconds)}), but not for you.`;
  return `Slow mode is on: one message every ${readableTime(seconds)}.`;
}

function readableTime(seconds: number): string {
  if (seconds < 60) return count(seconds, 'second');
  return seconds < 3600 ? count(Math.round(seconds / 60), 'minute') : count(Math.round(seconds / 3600), 'hour');
}

const count = (value: number, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`;
