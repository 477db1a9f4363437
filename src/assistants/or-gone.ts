import { NotFoundError } from 'openai';

/** For what is as good as done when it is not there: `undefined` then. */
export async function orGone<Answer>(call: () => PromiseLike<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
