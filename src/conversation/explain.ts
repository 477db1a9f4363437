import { APIConnectionError, APIError } from 'openai';
import { UserError } from '../errors.ts';
import { texts } from '../texts.ts';
import { RunTimeoutError } from './run.ts';
import { RubbishError } from '../assistants/server-call.ts';

/** What a failed run means for the person, by the error's code. */
export function explainFailure(code: string | undefined): string {
  if (code === 'rate_limit_exceeded') return texts.tooBusy;
  return code === 'invalid_prompt' ? texts.promptRefused : texts.modelFailed;
}

/** What a failed turn means for the person, in our own words: the server's may hold keys and ids, and stay in the log. */
export function explainError(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof RunTimeoutError) return texts.tookTooLong;
  if (error instanceof APIConnectionError || error instanceof RubbishError) return texts.serverAway;
  if (!(error instanceof APIError)) return texts.somethingWentWrong;
  if (error.status === 401 || error.status === 403) return texts.notSetUp;
  if (error.status === 429) return texts.tooBusy;
  return error.status !== undefined && error.status >= 500 ? texts.serverAway : texts.serverRefused;
}
