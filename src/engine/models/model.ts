import type OpenAI from 'openai';

/** A piece of a message. */
export type ModelPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly url: string; readonly detail: 'auto' | 'low' | 'high' }
  | { readonly type: 'image_file'; readonly fileId: string; readonly detail: 'auto' | 'low' | 'high' };

/** What was said. */
export interface ModelMessage {
  readonly type: 'message';
  readonly role: 'user' | 'assistant';
  readonly content: readonly ModelPart[];
}

/** One thing that has happened in the conversation. Every call is followed by its output, though not always at once. */
export type ModelItem =
  | ModelMessage
  | { readonly type: 'function_call'; readonly callId: string; readonly name: string; readonly arguments: string }
  | { readonly type: 'function_output'; readonly callId: string; readonly output: string }
  /** What the same model gave earlier in the same run, to be shown to it again as it is (`ModelEvent`). */
  | { readonly type: 'side_data'; readonly data: unknown };

/** A tool that a model's server runs by itself. */
export type HostedToolType = 'code_interpreter' | 'file_search' | 'web_search';

/** A tool as the assistant or the run declares it, with the resources of both and of the thread. */
export type ModelTool =
  | {
      readonly type: 'function';
      readonly name: string;
      readonly description?: string;
      readonly parameters?: Readonly<Record<string, unknown>>;
      /** Left out when nobody has set it: that means `false`. */
      readonly strict?: boolean;
    }
  | { readonly type: 'code_interpreter'; readonly fileIds: readonly string[] }
  | {
      readonly type: 'file_search';
      readonly vectorStoreIds: readonly string[];
      readonly maxResults?: number;
      readonly ranking?: { readonly ranker?: string; readonly scoreThreshold: number };
    }
  | { readonly type: 'web_search' };

/** Whether the model may, must or must not use its tools, or which one it must use. */
export type ModelToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: HostedToolType };

/** One question to a model: everything it needs to know, since it remembers nothing itself. */
export interface ModelRequest {
  /** Left out: the model's own default. */
  readonly model?: string;
  readonly instructions: string;
  /** Oldest first. */
  readonly input: readonly ModelItem[];
  /** Left out when there are none. Hosted ones are only those that the model says it can run. */
  readonly tools?: readonly ModelTool[];
  /** Left out: `auto`. */
  readonly toolChoice?: ModelToolChoice;
  /** Left out when nobody has forbidden it. */
  readonly parallelToolCalls?: boolean;
  /** Left out when nobody has set it: some models refuse it. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxOutputTokens?: number;
  readonly responseFormat?: Exclude<OpenAI.Beta.Threads.AssistantResponseFormatOption, 'auto'>;
  readonly reasoningEffort?: NonNullable<OpenAI.ReasoningEffort>;
  /** Whose conversation it is: models may keep for it what does not have to survive, such as a warm container. */
  readonly conversation?: string;
  /** Keeps a file that the model has made, and answers its id; left out, files cannot be kept. */
  readonly keepFile?: (name: string, content: AsyncIterable<Uint8Array>) => Promise<string>;
}

/** What an answer has cost. */
export interface ModelUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens?: number;
  readonly reasoningTokens?: number;
}

/** A place in a text that stands for a file: `start` and `end` count in the text part that is being written. */
export interface ModelAnnotation {
  readonly type: 'file_citation' | 'file_path';
  /** The marker as it stands in the text, which the model has sent as `text` before. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly fileId: string;
}

/** What a code interpreter has shown. */
export type CodeOutput =
  | { readonly type: 'logs'; readonly logs: string }
  | { readonly type: 'image'; readonly fileId: string };

/** A piece of a file that a search has found. */
export interface FileSearchResult {
  readonly fileId: string;
  readonly fileName: string;
  readonly score: number;
  readonly content: readonly string[];
}

/**
 * A piece of an answer; `finished` is the last one.
 *
 * What stands between `message_begin` and `message_end` is one message. Both may be left out: text where no message is
 * open begins one, and whatever is no part of it ends it. The calls of functions have indexes from 0, their pieces may
 * come mixed; all of them belong to one step, wherever in the answer they stand.
 */
export type ModelEvent =
  | { readonly type: 'message_begin' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'annotation'; readonly annotation: ModelAnnotation }
  | { readonly type: 'refusal'; readonly text: string }
  /** A picture in the message, for instance one that a code interpreter has drawn. */
  | { readonly type: 'image_file'; readonly fileId: string }
  | { readonly type: 'message_end' }
  | { readonly type: 'function_begin'; readonly index: number; readonly callId: string; readonly name: string }
  | { readonly type: 'function_arguments'; readonly index: number; readonly text: string }
  | { readonly type: 'function_end'; readonly index: number }
  | { readonly type: 'code_begin'; readonly callId: string }
  | { readonly type: 'code_input'; readonly callId: string; readonly text: string }
  /** Ends the call. */
  | { readonly type: 'code_end'; readonly callId: string; readonly outputs: readonly CodeOutput[] }
  /** A whole search. */
  | {
      readonly type: 'file_search';
      readonly callId: string;
      readonly ranking?: { readonly ranker?: string; readonly scoreThreshold?: number };
      readonly results: readonly FileSearchResult[];
    }
  /** Anything that JSON can hold and the model wants to see again, at this place, for as long as the run lasts. */
  | { readonly type: 'side_data'; readonly data: unknown }
  | {
      readonly type: 'finished';
      /** `tool_calls` when functions were called; also `stop` means that then. */
      readonly reason: 'stop' | 'tool_calls' | 'length' | 'content_filter';
      /** Left out when the server does not say. */
      readonly usage?: ModelUsage;
    };

/** What a model can do besides answering. */
export interface ModelCapabilities {
  /** The tools that its server runs. */
  readonly hostedTools: readonly HostedToolType[];
}

/** The port over those who write the answers. */
export interface Model {
  /** How much conversation, in tokens, it is given when the engine is not told otherwise. */
  readonly contextTokens?: number;
  /** Left out: functions and nothing else. */
  readonly capabilities?: ModelCapabilities;
  /** Rejects with a `ModelError`, or with anything when the signal was aborted. */
  answer(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** How a run says what went wrong. */
export type ModelErrorCode = OpenAI.Beta.Threads.Run.LastError['code'];

const MAX_MESSAGE = 500;

interface ModelErrorOptions extends ErrorOptions {
  isTooLong?: boolean;
  isTransient?: boolean;
  status?: number | undefined;
}

/** A model could not answer. The message holds no keys: it is stored with the run and shown to its clients. */
export class ModelError extends Error {
  override name = 'ModelError';
  readonly code: ModelErrorCode;
  /** The conversation was longer than the model can take: a shorter one may do. */
  readonly isTooLong: boolean;
  /** The answer broke off: the same question may be answered the next time. */
  readonly isTransient: boolean;
  /** With what its server refused. */
  readonly status: number | undefined;

  constructor(code: ModelErrorCode, message: string, options: ModelErrorOptions = {}) {
    const { isTooLong = false, isTransient = false, status, ...rest } = options;
    super(withoutKeys(message).slice(0, MAX_MESSAGE), rest);
    this.code = code;
    this.isTooLong = isTooLong;
    this.isTransient = isTransient;
    this.status = status;
  }
}

function withoutKeys(text: string): string {
  return text.replace(/\bsk-[\w*.-]+/g, 'sk-…').replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer …');
}
