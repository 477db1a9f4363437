import type { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import { ask, isPage, ONE_TRY } from '../assistants/server-call.ts';

export type ThreadMessage = OpenAI.Beta.Threads.Message;

export interface MessagesOptions {
  order: 'asc' | 'desc';
  signal: AbortSignal;
  sleep?: typeof delay | undefined;
}

/** How many messages one request reads: the most that the API allows. */
const PAGE = 100;

/** The messages of an Assistants thread, read as they are asked for. Rejects with the client's error. */
export async function* messagesOf(
  client: OpenAI,
  threadId: string,
  { order, signal, sleep }: MessagesOptions,
): AsyncGenerator<ThreadMessage> {
  const options = { signal, ...(sleep && { sleep }) };
  for (let after: string | undefined; ;) {
    const query = { order, limit: PAGE, ...(after !== undefined && { after }) };
    const list = () => client.beta.threads.messages.list(threadId, query, { signal, ...ONE_TRY });
    const page = await ask(list, isPage, options);
    yield* page.data;
    after = page.data.at(-1)?.id;
    if (after === undefined || !page.has_more) return;
  }
}

/** What was written in a message, its pieces one below the other. */
export function textOfMessage({ content }: ThreadMessage): string {
  return content
    .flatMap((part) => {
      if (part.type === 'text') return [part.text.value];
      return part.type === 'refusal' ? [part.refusal] : [];
    })
    .join('\n\n');
}

/** The files that a message has, shows, links to or gives to the assistant; what it only cites is not its own. */
export function filesOfMessage({ content, attachments }: Pick<ThreadMessage, 'content' | 'attachments'>): string[] {
  const shown = content.flatMap((part) => {
    if (part.type === 'image_file') return [part.image_file.file_id];
    if (part.type !== 'text') return [];
    return part.text.annotations.flatMap((each) => (each.type === 'file_path' ? [each.file_path.file_id] : []));
  });
  return [...new Set([...shown, ...(attachments ?? []).flatMap(({ file_id: id }) => id ?? [])])];
}
