import { notFound } from './api-error.ts';
import type { Model } from './models/model.ts';
import type { AssistantEntry, RunEntry } from './objects.ts';
import { newRun } from './runs.ts';
import { MAX_METADATA, type RunBody } from './schemas.ts';
import type { State } from './state.ts';
import { LEFT_OUT_KEY, leftOut, refuseImpossibleChoice } from './tools.ts';

/** A run as a client asks for it, checked against its assistant and what the model can do. @throws ApiError */
export async function prepareRun(
  state: State,
  model: Pick<Model, 'capabilities'>,
  threadId: string,
  body: RunBody,
): Promise<RunEntry> {
  const assistant = await state.store.get<AssistantEntry>(state.assistants.key(body.assistant_id));
  if (!assistant) throw notFound('assistant', body.assistant_id);
  const run = newRun(threadId, assistant.object, body, state.now());
  refuseImpossibleChoice(run.object, model);
  const missing = leftOut(run.object.tools, model);
  const { metadata } = run.object;
  if (missing.length === 0 || Object.keys(metadata).length >= MAX_METADATA) return run;
  return { ...run, object: { ...run.object, metadata: { ...metadata, [LEFT_OUT_KEY]: missing.join(', ') } } };
}
