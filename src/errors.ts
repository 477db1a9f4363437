import { type TextKey, textsIn, type TextValues } from './texts/texts.ts';

/** An error that is to be told to the person who asked, in their language. */
export class UserError extends Error {
  override name = 'UserError';
  readonly key: TextKey;
  readonly values: TextValues;

  constructor(key: TextKey, values: TextValues = {}, options: ErrorOptions = {}) {
    super(textsIn()(key, values), options);
    this.key = key;
    this.values = values;
  }
}

/** An error whose message a model is given in answer to its call, so that it can call again or do without. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** A mistake that the person who runs Bobbin can mend; its message says how, and is all they need to see. */
export class OperatorError extends Error {
  override name = 'OperatorError';
  /** How long a program without a person before it waits before it ends: what supervises it starts it again at once. */
  readonly pauseMs: number;

  constructor(message: string, { pauseMs = 0, ...options }: ErrorOptions & { pauseMs?: number } = {}) {
    super(message, options);
    this.pauseMs = pauseMs;
  }
}
