import type { ModelItem, ModelMessage, ModelPart } from './models/model.ts';
import type { Message, MessageEntry } from './objects.ts';
import type { Ordered } from './ordered.ts';

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_ITEM = 4;
const TOKENS_PER_IMAGE = 800;
const CHUNK = 32;

/** Roughly how many tokens a text is. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** Roughly how many tokens an item is for the model. */
export function itemTokens(item: ModelItem): number {
  switch (item.type) {
    case 'message':
      return item.content.reduce(
        (sum, part) => sum + (part.type === 'text' ? estimateTokens(part.text) : TOKENS_PER_IMAGE),
        TOKENS_PER_ITEM,
      );
    case 'function_call':
      return TOKENS_PER_ITEM + estimateTokens(item.name) + estimateTokens(item.arguments);
    case 'function_output':
      return TOKENS_PER_ITEM + estimateTokens(item.output);
    case 'side_data':
      return estimateTokens(JSON.stringify(item.data));
    default:
      return item satisfies never;
  }
}

/** Roughly how many tokens items are for the model. */
export function itemsTokens(items: readonly ModelItem[]): number {
  return items.reduce((sum, item) => sum + itemTokens(item), 0);
}

interface ContextOptions {
  /** How many tokens the messages may be together. */
  maxTokens: number;
  /** How many messages there may be. */
  maxMessages?: number | undefined;
  /** Leave out what this run has written. */
  withoutRun?: string;
}

/**
 * The newest messages of a thread that fit, oldest first; the newest one of a user always, and whole. Reads from the
 * end, so the cost is that of the context and not of the thread.
 */
export async function readContext(
  messages: Pick<Ordered<MessageEntry>, 'scan'>,
  end: number,
  { maxTokens, maxMessages = Infinity, withoutRun }: ContextOptions,
): Promise<ModelItem[]> {
  const context: ModelItem[] = [];
  let [tokens, count, hasUserMessage, isCut] = [0, 0, false, false];
  for await (const entry of messages.scan({ to: end, newestFirst: true, chunk: Math.min(CHUNK, maxMessages) })) {
    if (withoutRun !== undefined && entry.object.run_id === withoutRun) continue;
    const message = toModelMessage(entry.object);
    const items = message.content.length > 0 ? [...(entry.calls ?? []), message] : [...(entry.calls ?? [])];
    const fits = tokens + itemsTokens(items) <= maxTokens && count < maxMessages;
    const isNewestOfUser = message.role === 'user' && !hasUserMessage;
    if (!fits || isCut) {
      isCut = true;
      if (hasUserMessage) break;
      if (!isNewestOfUser) continue;
    }
    tokens += itemsTokens(items);
    count += 1;
    hasUserMessage ||= message.role === 'user';
    context.unshift(...items);
  }
  // A conversation that was cut begins with a user: many chat templates refuse any other beginning.
  const firstOfUser = context.findIndex((item) => item.type === 'message' && item.role === 'user');
  return isCut && firstOfUser > 0 ? context.slice(firstOfUser) : context;
}

/** A message as a model gets it. */
export function toModelMessage({ role, content }: Pick<Message, 'role' | 'content'>): ModelMessage {
  return { type: 'message', role, content: content.map(toModelPart) };
}

function toModelPart(part: Message['content'][number]): ModelPart {
  if (part.type === 'text') return { type: 'text', text: part.text.value };
  if (part.type === 'refusal') return { type: 'text', text: part.refusal };
  if (part.type === 'image_url') {
    return { type: 'image', url: part.image_url.url, detail: part.image_url.detail ?? 'auto' };
  }
  const { file_id: fileId, detail = 'auto' } = part.image_file;
  return { type: 'image_file', fileId, detail };
}
