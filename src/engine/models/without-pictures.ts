import { APIError } from 'openai';
import type { ModelPart, ModelRequest } from './model.ts';
import { isTooLong } from './openai-client.ts';

const UNSEEN: ModelPart = { type: 'text', text: '[A picture that this model cannot see.]' };
/** How long it is remembered: the server may have another model under the name by then. */
const REMEMBERED_MS = 3_600_000;
const MAX_REMEMBERED = 1_000;

const STATUSES: ReadonlySet<number | undefined> = new Set([400, 404, 415, 422, 500]);
/** What servers say of pictures that they do not take, whatever is wrong with them. */
const ABOUT_PICTURES = /image|picture|vision|visual|multi-?modal|mmproj|\bcontent\b.*\bstring\b/is;
/** That it is the model which sees none. */
const ABOUT_MODEL =
  /not support|only supported|does(?: not|n't) (?:have|accept)|support image|not a multi-?modal|mmproj|missing data|at most 0|unknown variant|\bstring\b/is;
/** That it is this picture. */
const ABOUT_ONE = /format|mime|decod|corrupt|too (?:large|many)/i;

/**
 * Gives models a text in the place of pictures that they cannot see or do not take: the question still gets an answer,
 * and so do all that come after it in the conversation.
 */
export function createWithoutPictures(now: () => number = () => performance.now()) {
  const blindUntil = new Map<string, number>();

  function remember(model: string): void {
    if (blindUntil.size >= MAX_REMEMBERED) blindUntil.clear();
    blindUntil.set(model, now() + REMEMBERED_MS);
  }

  /** Asks once more, without pictures, when they are what is refused. Rejects as `ask` does. */
  return async function withoutPictures<Answer>(
    request: ModelRequest,
    model: string,
    ask: (request: ModelRequest) => Promise<Answer>,
  ): Promise<Answer> {
    if (hasPictures(request) && (blindUntil.get(model) ?? 0) > now()) return ask(inWords(request));
    try {
      return await ask(request);
    } catch (error) {
      if (!isAboutPictures(request, error)) throw error;
      const answer = await ask(inWords(request));
      if (ABOUT_MODEL.test(String(error)) && !ABOUT_ONE.test(String(error))) remember(model);
      return answer;
    }
  };
}

/** Whether a server refuses a question for the pictures in it. */
export function isAboutPictures(request: ModelRequest, error: unknown): boolean {
  if (!hasPictures(request) || !(error instanceof APIError) || !STATUSES.has(error.status)) return false;
  return ABOUT_PICTURES.test(error.message) && !isTooLong(error.code, error.message);
}

function hasPictures({ input }: ModelRequest): boolean {
  return input.some((item) => item.type === 'message' && item.content.some(({ type }) => type !== 'text'));
}

function inWords(request: ModelRequest): ModelRequest {
  const input = request.input.map((item) => {
    if (item.type !== 'message') return item;
    return { ...item, content: item.content.map((part) => (part.type === 'text' ? part : UNSEEN)) };
  });
  return { ...request, input };
}
