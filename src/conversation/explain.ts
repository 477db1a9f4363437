import { APIConnectionError, APIError } from 'openai';
import { RubbishError } from '../assistants/server-call.ts';
import { UserError } from '../errors.ts';
import type { TextKey, TextValues } from '../texts/texts.ts';
import { RunTimeoutError } from './run.ts';

/** What a failed run means for the person, by the error's code. */
export function explainFailure(code: string | undefined): TextKey {
  if (code === 'rate_limit_exceeded') return 'answers.tooBusy';
  return code === 'invalid_prompt' ? 'answers.promptRefused' : 'answers.modelFailed';
}

/** What a failed turn means for the person, in our own words: the server's may hold keys and ids, and stay in the log. */
export function explainError(error: unknown): { key: TextKey; values?: TextValues } {
  if (error instanceof UserError) return error;
  return { key: explainOther(error) };
}

function explainOther(error: unknown): TextKey {
  if (error instanceof RunTimeoutError) return 'answers.tookTooLong';
  if (error instanceof APIConnectionError || error instanceof RubbishError) return 'answers.serverAway';
  if (!(error instanceof APIError)) return 'answers.somethingWentWrong';
  if (error.status === 401 || error.status === 403) return 'answers.notSetUp';
  if (error.status === 429) return 'answers.tooBusy';
  return error.status !== undefined && error.status >= 500 ? 'answers.serverAway' : 'answers.serverRefused';
}

/**
 * What a failed command means for the person: nobody has posted anything, and a moderator may be able to mend it.
 * `undefined` when it is neither the Assistants server's doing nor said in words already.
 */
export function explainToCommander(error: unknown): { key: TextKey; values?: TextValues } | undefined {
  if (error instanceof UserError) return error;
  if (error instanceof APIConnectionError || error instanceof RubbishError) return { key: 'commands.serverAway' };
  if (!(error instanceof APIError)) return undefined;
  const { status, code, param } = error;
  if (status === 401 || status === 403) return { key: 'answers.notSetUp' };
  if (code === 'insufficient_quota') return { key: 'commands.noQuota' };
  if (status === 429) return { key: 'commands.serverBusy' };
  if (param === 'model' || code === 'model_not_found') return { key: 'commands.modelRefused' };
  if (status === 404) return { key: 'commands.gone' };
  if (status === 501) return { key: 'commands.notOffered' };
  if (status === 413) return { key: 'commands.tooLarge' };
  return { key: status !== undefined && status >= 500 ? 'commands.serverAway' : 'commands.serverRefused' };
}
