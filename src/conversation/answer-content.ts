import type { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { ask, isPage, ONE_TRY } from '../assistants/server-call.ts';
import type { Annotation, Target } from '../markdown/annotations.ts';
import type { Run } from './run.ts';
import type { ThreadMessage } from './thread-messages.ts';

/** What an assistant has said in a run. */
export interface AnswerContent {
  readonly pieces: readonly Piece[];
  /** Files that it has made and that its messages do not show. */
  readonly otherFiles: readonly OtherFile[];
}

/** Texts and pictures, in their order. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly annotations: readonly Annotation[] }
  | { readonly kind: 'picture'; readonly fileId: string };

interface OtherFile {
  readonly fileId: string;
  readonly isPicture: boolean;
}

export interface ReadAnswerOptions {
  client: OpenAI;
  log: Logger;
  sleep?: typeof delay;
}

/** An answer that is only a text. */
export function textContent(text: string): AnswerContent {
  return { pieces: [{ kind: 'text', text, annotations: [] }], otherFiles: [] };
}

/** What of an answer is text, its pieces one below the other. */
export function textOf({ pieces }: AnswerContent): string {
  return pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('\n\n');
}

/** Reads what an assistant has said in a run. Rejects with the client's error. */
export function createReadAnswer({ client, log, sleep }: ReadAnswerOptions) {
  const { threads } = client.beta;

  /** Pictures that code has shown. A server that does not tell is no reason for no answer. */
  async function picturesOfCode(run: Run, signal: AbortSignal): Promise<string[]> {
    const { id: runId, thread_id: threadId } = run;
    const query = { thread_id: threadId, order: 'asc' as const, limit: 100 };
    const list = () => threads.runs.steps.list(runId, query, { signal, ...ONE_TRY });
    try {
      const page = await ask(list, isPage, { signal, ...(sleep && { sleep }) });
      const calls = page.data.flatMap(({ step_details: details }) =>
        details.type === 'tool_calls' ? details.tool_calls : [],
      );
      const outputs = calls.flatMap((call) => (call.type === 'code_interpreter' ? call.code_interpreter.outputs : []));
      return outputs.flatMap((output) => (output.type === 'image' ? [output.image.file_id] : []));
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ threadId, runId, err: error }, 'steps could not be listed');
      return [];
    }
  }

  return async function readAnswer(run: Run, signal: AbortSignal): Promise<AnswerContent> {
    const list = () =>
      threads.messages.list(run.thread_id, { run_id: run.id, order: 'asc', limit: 100 }, { signal, ...ONE_TRY });
    const messages: ThreadMessage[] = [];
    for await (const message of await ask(list, isPage, { signal, ...(sleep && { sleep }) })) {
      if (message.role === 'assistant') messages.push(message);
    }
    const pieces = messages.flatMap(({ content }) => content.flatMap(toPiece));
    const shown = new Set(pieces.flatMap(filesOf));
    const others = messages.flatMap(({ attachments }) => attachments ?? []).flatMap(({ file_id: id }) => id ?? []);
    const runsCode = run.tools?.some(({ type }) => type === 'code_interpreter') ?? false;
    const pictures = runsCode ? await picturesOfCode(run, signal) : [];
    return {
      pieces,
      otherFiles: [...new Set([...pictures, ...others])]
        .filter((fileId) => !shown.has(fileId))
        .map((fileId) => ({ fileId, isPicture: pictures.includes(fileId) })),
    };
  };
}

function filesOf(piece: Piece): string[] {
  if (piece.kind === 'picture') return [piece.fileId];
  return piece.annotations.flatMap(({ target }) => (target.kind === 'made' ? [target.fileId] : []));
}

function toPiece(part: ThreadMessage['content'][number]): Piece[] {
  switch (part.type) {
    case 'text':
      return [
        {
          kind: 'text',
          text: part.text.value.toWellFormed(),
          annotations: (part.text.annotations ?? []).flatMap(toAnnotation),
        },
      ];
    case 'refusal':
      return textContent(part.refusal.toWellFormed()).pieces.slice();
    case 'image_file':
      return [{ kind: 'picture', fileId: part.image_file.file_id }];
    case 'image_url':
      return textContent(`![](${part.image_url.url})`).pieces.slice();
    default:
      return [];
  }
}

/** Besides what the API has, servers of its kind cite pages, as the Responses API does or within a field of that name. */
type SentAnnotation = OpenAI.Beta.Threads.Annotation | SentPage;
interface SentPage extends PageDetails {
  readonly type: 'url_citation';
  readonly text?: string;
  readonly url_citation?: PageDetails;
}
interface PageDetails {
  readonly url?: string;
  readonly title?: string;
  readonly start_index?: number;
  readonly end_index?: number;
}

function toAnnotation(sent: SentAnnotation): Annotation[] {
  const target = targetOf(sent);
  if (!target) return [];
  const details = sent.type === 'url_citation' ? { ...sent, ...sent.url_citation } : sent;
  return [{ start: details.start_index ?? -1, end: details.end_index ?? -1, text: sent.text ?? '', target }];
}

function targetOf(sent: SentAnnotation): Target | undefined {
  switch (sent.type) {
    case 'file_citation':
      return sent.file_citation?.file_id ? { kind: 'file', fileId: sent.file_citation.file_id } : undefined;
    case 'file_path':
      return sent.file_path?.file_id ? { kind: 'made', fileId: sent.file_path.file_id } : undefined;
    case 'url_citation': {
      const { url, title = '' } = { ...sent, ...sent.url_citation };
      return url === undefined ? undefined : { kind: 'page', url, title };
    }
    default:
      return undefined;
  }
}
