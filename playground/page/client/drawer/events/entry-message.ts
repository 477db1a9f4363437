import type { Entry } from '../inspector.ts';

export interface NamedMessage {
  channelId: string;
  messageId: string;
}

/** The message that an entry is about, if it is about one. */
export function messageOf(entry: Entry): NamedMessage | undefined {
  if (entry.kind === 'gateway') return entry.t?.startsWith('MESSAGE') ? named(entry.d) : undefined;
  if (entry.kind !== 'rest') return undefined;
  const [, channelId, messageId] = /^\/channels\/(\d+)\/messages\/(\d+)/.exec(entry.path) ?? [];
  if (channelId !== undefined && messageId !== undefined) return { channelId, messageId };
  return named(entry.response);
}

function named(value: unknown): NamedMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, channel_id: channelId, message_id: messageId, author } = value as Record<string, unknown>;
  if (typeof channelId !== 'string') return undefined;
  if (typeof messageId === 'string') return { channelId, messageId };
  return typeof id === 'string' && author !== undefined ? { channelId, messageId: id } : undefined;
}
