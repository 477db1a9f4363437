import { isNewer } from '../ids.ts';
import type { Emoji, Message, MessageEvent, Reaction } from '../types.ts';

/** The messages of a channel, oldest first, after something has happened to them. */
export function applyToMessages(messages: readonly Message[], event: MessageEvent, ownId: string): readonly Message[] {
  const replace = (id: string, change: (message: Message) => Message) =>
    messages.map((message) => (message.id === id ? change(message) : message));

  switch (event.type) {
    case 'MESSAGE_CREATE': {
      const { data } = event;
      const others = messages.filter(({ id }) => id !== data.id);
      const index = others.findLastIndex(({ id }) => isNewer(data.id, id)) + 1;
      return others.toSpliced(index, 0, data);
    }
    case 'MESSAGE_UPDATE':
      return replace(event.data.id, () => event.data);
    case 'MESSAGE_DELETE':
      return messages.filter(({ id }) => id !== event.data.id);
    case 'MESSAGE_DELETE_BULK':
      return messages.filter(({ id }) => !event.data.ids.includes(id));
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
      return replace(event.data.message_id, (message) =>
        withReaction(message, event.data.emoji, {
          isAdded: event.type === 'MESSAGE_REACTION_ADD',
          isOwn: event.data.user_id === ownId,
        }),
      );
    case 'MESSAGE_POLL_VOTE_ADD':
    case 'MESSAGE_POLL_VOTE_REMOVE':
      return replace(event.data.message_id, (message) =>
        withVote(message, event.data.answer_id, {
          isAdded: event.type === 'MESSAGE_POLL_VOTE_ADD',
          isOwn: event.data.user_id === ownId,
        }),
      );
    case 'MESSAGE_REACTION_REMOVE_ALL':
      return replace(event.data.message_id, (message) => ({ ...message, reactions: [] }));
    case 'MESSAGE_REACTION_REMOVE_EMOJI':
      return replace(event.data.message_id, (message) => ({
        ...message,
        reactions: message.reactions?.filter(({ emoji }) => !isSame(emoji, event.data.emoji)) ?? [],
      }));
  }
}

function withReaction(message: Message, emoji: Emoji, { isAdded, isOwn }: { isAdded: boolean; isOwn: boolean }) {
  const reactions = message.reactions ?? [];
  const before: Reaction = reactions.find((one) => isSame(one.emoji, emoji)) ?? { emoji, count: 0, me: false };
  const after = { ...before, count: before.count + (isAdded ? 1 : -1), me: isOwn ? isAdded : before.me };
  const all = reactions.includes(before)
    ? reactions.map((reaction) => (reaction === before ? after : reaction))
    : [...reactions, after];
  return { ...message, reactions: all.filter(({ count }) => count > 0) };
}

function withVote(message: Message, id: number, { isAdded, isOwn }: { isAdded: boolean; isOwn: boolean }): Message {
  const { poll } = message;
  if (!poll) return message;
  const counts = poll.results?.answer_counts ?? [];
  const before = counts.find((one) => one.id === id) ?? { id, count: 0, me_voted: false };
  const after = { ...before, count: before.count + (isAdded ? 1 : -1), me_voted: isOwn ? isAdded : before.me_voted };
  const all = [...counts.filter((one) => one !== before), after].filter(({ count }) => count > 0);
  return { ...message, poll: { ...poll, results: { is_finalized: false, ...poll.results, answer_counts: all } } };
}

/** Custom emoji are told apart by their ids. */
function isSame(left: Emoji, right: Emoji): boolean {
  return left.id ? left.id === right.id : left.name === right.name && !right.id;
}
