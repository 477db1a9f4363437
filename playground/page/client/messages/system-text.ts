import type { IconName } from '../icons.tsx';
import type { MarkdownNames } from '../markdown/markdown-names.ts';
import { nameAmong } from '../names.ts';
import type { Message, User } from '../types.ts';
import { isWritten, MESSAGE_TYPES } from './kinds.ts';

/** What Discord tells of somebody: `{name} {verb} {whom or what}.` */
export interface SystemLine {
  icon: IconName;
  verb: string;
  whom?: User;
  what?: string;
}

/** What a thread begins with when its first message is gone. */
export const STARTER_GONE = 'The message with which this thread began was deleted.';

/** What a message says that nobody wrote; undefined for those that somebody wrote. */
export function systemLine(message: Message): SystemLine | undefined {
  const { type, author, mentions, content } = message;
  if (isWritten(message) || type === MESSAGE_TYPES.threadStarter) return undefined;
  const [whom = author] = mentions;
  switch (type) {
    case MESSAGE_TYPES.recipientAdd:
      return { icon: 'arrive', verb: 'added', whom };
    case MESSAGE_TYPES.recipientRemove:
      return whom.id === author.id ? { icon: 'leave', verb: 'left' } : { icon: 'leave', verb: 'removed', whom };
    case MESSAGE_TYPES.rename:
      return { icon: 'pencil', verb: 'changed the name to', what: `“${content}”` };
    case MESSAGE_TYPES.pin:
      return { icon: 'pin', verb: 'pinned', what: 'a message' };
    case MESSAGE_TYPES.join:
      return { icon: 'wave', verb: 'is here now. Say hello' };
    case MESSAGE_TYPES.threadCreated:
      return { icon: 'thread', verb: 'started a thread:', what: content };
    default:
      return { icon: 'warning', verb: content || 'did something that this page does not know' };
  }
}

/** The same as one sentence. */
export function systemText(message: Message, names: MarkdownNames): string | undefined {
  const line = systemLine(message);
  if (!line) return undefined;
  const { verb, whom, what } = line;
  const words = [nameAmong(names, message.author), verb, whom && nameAmong(names, whom), what];
  return `${words.filter((word) => word !== undefined).join(' ')}.`;
}
