/** The parts of a message that need the MESSAGE_CONTENT intent. */
interface Readable {
  author: { id: string };
  mentions: { id: string }[];
  referenced_message?: Readable | null;
  content: string;
  embeds: unknown[];
  attachments: unknown[];
  components?: unknown[];
  message_snapshots?: { message: object }[];
}

/**
 * A message as a bot without MESSAGE_CONTENT gets it: blank, unless it wrote or is mentioned in it.
 * A reply that pings the bot mentions it. In direct messages nothing is blank: do not call this there.
 */
export function withoutContent<Message>(message: Message, botId: string): Message {
  const readable = message as unknown as Readable;
  const { referenced_message: referenced } = readable;
  const withReference = referenced
    ? { ...message, referenced_message: withoutContent(referenced, botId) }
    : { ...message };
  if (readable.author.id === botId || readable.mentions.some(({ id }) => id === botId)) return withReference;
  const { poll: _poll, ...rest } = withReference as Message & { poll?: unknown };
  const blank = { content: '', embeds: [], attachments: [], components: [] };
  const snapshots = readable.message_snapshots?.map(({ message: shown }) => ({ message: { ...shown, ...blank } }));
  return { ...rest, ...blank, ...(snapshots && { message_snapshots: snapshots }) } as Message;
}
