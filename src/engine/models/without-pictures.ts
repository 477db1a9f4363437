import { APIError } from 'openai';
import { isTooLong } from './openai-client.ts';
import type { ChatParams } from './chat-request.ts';

const UNSEEN = '[A picture that this model cannot see.]';
/** How long it is remembered: the server may have another model under the name by then. */
const REMEMBERED_MS = 3_600_000;
const MAX_REMEMBERED = 1_000;

const STATUSES: ReadonlySet<number | undefined> = new Set([400, 404, 415, 422, 500]);
/** What servers say of pictures that they do not take, whatever is wrong with them. */
const ABOUT_PICTURES = /image|picture|vision|visual|multi-?modal|mmproj|\bcontent\b.*\bstring\b/is;
/** That it is the model which sees none. */
const ABOUT_MODEL =
  /not support|only supported|does(?: not|n't) (?:have|accept)|support image|not a multi-?modal|mmproj|missing data|at most 0|unknown variant|\bstring\b/is;

/** Gives models that cannot see a text in the place of each picture, so that the question still gets an answer. */
export function createWithoutPictures(now: () => number = () => performance.now()) {
  const blindUntil = new Map<string, number>();

  function remember(model: string): void {
    if (blindUntil.size >= MAX_REMEMBERED) blindUntil.clear();
    blindUntil.set(model, now() + REMEMBERED_MS);
  }

  /** Asks once more, without pictures, when they are what is refused. Rejects as `ask` does. */
  return async function withoutPictures<Answer>(
    params: ChatParams,
    ask: (params: ChatParams) => Promise<Answer>,
  ): Promise<Answer> {
    if (hasPictures(params) && (blindUntil.get(params.model) ?? 0) > now()) return ask(inWords(params));
    try {
      return await ask(params);
    } catch (error) {
      if (!isAboutPictures(params, error)) throw error;
      const answer = await ask(inWords(params));
      if (ABOUT_MODEL.test(String(error))) remember(params.model);
      return answer;
    }
  };
}

/** Whether a server refuses a question for the pictures in it. */
export function isAboutPictures(params: ChatParams, error: unknown): boolean {
  if (!hasPictures(params) || !(error instanceof APIError) || !STATUSES.has(error.status)) return false;
  return ABOUT_PICTURES.test(error.message) && !isTooLong(error.code, error.message);
}

function hasPictures({ messages }: ChatParams): boolean {
  return messages.some(({ content }) => Array.isArray(content) && content.some(({ type }) => type === 'image_url'));
}

/** A model that sees no pictures may want a message to be one text. */
function inWords(params: ChatParams): ChatParams {
  const messages = params.messages.map((message) => {
    if (message.role !== 'user' || typeof message.content === 'string') return message;
    const texts = message.content.map((part) => (part.type === 'text' ? part.text : UNSEEN));
    return { ...message, content: texts.join('\n\n') };
  });
  return { ...params, messages };
}
