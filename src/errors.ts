/** An error whose message is safe and useful to show to the person who asked. */
export class UserError extends Error {
  override name = 'UserError';
}

/** A mistake that the person who runs Bobbin can mend; its message says how, and is all they need to see. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
