/** The store cannot be reached or does not work: what was to be done is to be tried again. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
}

/** A call of the store whose rejection is a `StoreAwayError`. */
export async function orAway<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    throw new StoreAwayError(`The store does not answer: ${(error as Error).message}`, { cause: error });
  }
}
