import type OpenAI from 'openai';

/** A piece of a message. */
export type ModelPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly url: string; readonly detail: 'auto' | 'low' | 'high' };

/** What was said. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ModelPart[];
}

/** One question to a model: everything it needs to know, since it remembers nothing itself. */
export interface ModelRequest {
  /** Left out: the model's own default. */
  readonly model?: string;
  readonly instructions: string;
  /** Oldest first. */
  readonly messages: readonly ModelMessage[];
  /** Left out when nobody has set it: some models refuse it. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxOutputTokens?: number;
  readonly responseFormat?: Exclude<OpenAI.Beta.Threads.AssistantResponseFormatOption, 'auto'>;
  readonly reasoningEffort?: NonNullable<OpenAI.ReasoningEffort>;
}

/** What an answer has cost. */
export interface ModelUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens?: number;
  readonly reasoningTokens?: number;
}

/** A piece of an answer; `finished` is the last one. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'finished';
      readonly reason: 'stop' | 'length' | 'content_filter';
      /** Left out when the server does not say. */
      readonly usage?: ModelUsage;
    };

/** The port over those who write the answers. */
export interface Model {
  /** How much conversation, in tokens, it is given when the engine is not told otherwise. */
  readonly contextTokens?: number;
  /** Rejects with a `ModelError`, or with anything when the signal was aborted. */
  answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** How a run says what went wrong. */
export type ModelErrorCode = OpenAI.Beta.Threads.Run.LastError['code'];

const MAX_MESSAGE = 500;

/** A model could not answer. The message holds no keys: it is stored with the run and shown to its clients. */
export class ModelError extends Error {
  override name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(withoutKeys(message).slice(0, MAX_MESSAGE), options);
    this.code = code;
  }
}

function withoutKeys(text: string): string {
  return text.replace(/\bsk-[\w*.-]+/g, 'sk-…').replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer …');
}
