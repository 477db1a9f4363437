/** An error whose message is safe and useful to show to the person who asked. */
export class UserError extends Error {
  override name = 'UserError';
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
