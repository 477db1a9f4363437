import type { Message } from '../types.ts';

/** What Discord itself says in a message, by its `type`: https://docs.discord.com/developers/resources/message#message-object-message-types */
export const MESSAGE_TYPES = {
  recipientAdd: 1,
  recipientRemove: 2,
  rename: 4,
  pin: 6,
  join: 7,
  threadCreated: 18,
  reply: 19,
  threadStarter: 21,
} as const;

/** Messages that users write: posts, replies, answers to commands. */
const WRITTEN = new Set([0, MESSAGE_TYPES.reply, 20, 23]);

const EPHEMERAL = 64;
const LOADING = 128;
const COMPONENTS_V2 = 32_768;

/** Only this person sees it, and can send it away. */
export const isEphemeral = ({ flags }: Pick<Message, 'flags'>) => (flags & EPHEMERAL) !== 0;

/** The bot has said that it will answer. */
export const isThinking = ({ flags }: Pick<Message, 'flags'>) => (flags & LOADING) !== 0;

/** The bot lays its text and files out itself, with components. */
export const isLaidOut = ({ flags }: Pick<Message, 'flags'>) => (flags & COMPONENTS_V2) !== 0;

/** Whether a user wrote it, and not Discord. */
export const isWritten = ({ type }: Pick<Message, 'type'>) => WRITTEN.has(type);
