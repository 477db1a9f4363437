import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { Timeline } from './timeline.ts';

interface PollsOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
}

/** Voting in polls, for people: bots cannot. https://docs.discord.com/developers/resources/poll */
export function createPolls({ world, permissions, timeline }: PollsOptions) {
  function emit(type: string, message: MessageRecord, userId: string, answerId: number): void {
    const { channelId } = message;
    const guildId = world.channels.get(channelId)?.guildId;
    const place = {
      channel_id: channelId,
      message_id: message.id,
      ...(guildId !== undefined && { guild_id: guildId }),
    };
    world.emit({ type, guildId, channelId, view: () => ({ ...place, user_id: userId, answer_id: answerId }) });
  }

  return {
    /** Votes for these answers, counted from 1, and for no others any more. */
    vote(actorId: string, channelId: string, messageId: string, answers: readonly number[]): void {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      if (!permissions.has(channel, actorId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
      const message = world.message(channelId, messageId, actorId);
      const { poll } = message;
      if (!poll) throw refusal('unknownMessage');
      if (Date.parse(poll.endsAt) <= world.now()) throw refusal('pollExpired');
      const isKnown = answers.every((answer) => answer >= 1 && answer <= poll.answers.length);
      if (!isKnown || answers.length > 1)
        throw invalidForm({ answers: { code: 'BASE_TYPE_CHOICES', message: 'Choose one of the answers.' } });

      const before = poll.votes?.[actorId] ?? [];
      timeline.keep({ ...message, poll: { ...poll, votes: { ...poll.votes, [actorId]: [...answers] } } });
      for (const answer of before)
        if (!answers.includes(answer)) emit('MESSAGE_POLL_VOTE_REMOVE', message, actorId, answer);
      for (const answer of answers)
        if (!before.includes(answer)) emit('MESSAGE_POLL_VOTE_ADD', message, actorId, answer);
    },
  };
}
