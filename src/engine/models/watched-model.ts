import type { Model, ModelRequest, ModelUsage } from './model.ts';

/** A question to a model, when it is answered or has failed. */
export interface ModelCall {
  request: ModelRequest;
  /** Milliseconds since 1970. */
  atMs: number;
  tookMs: number;
  /** What it has said, and the functions that it has called. */
  answer: string;
  usage?: ModelUsage;
  error?: unknown;
}

/** The same model; every question is told when it has ended. Whoever asks sees no difference. */
export function watchModel(model: Model, onCall: (call: ModelCall) => void): Model {
  return {
    ...model,
    async *answer(request, signal) {
      const atMs = Date.now();
      const startedMs = performance.now();
      let answer = '';
      let usage: ModelUsage | undefined;
      let failure: { error?: unknown } = {};
      try {
        for await (const event of model.answer(request, signal)) {
          if (event.type === 'text' || event.type === 'refusal' || event.type === 'function_arguments')
            answer += event.text;
          else if (event.type === 'function_begin') answer += `${answer === '' ? '' : '\n'}${event.name} `;
          else if (event.type === 'finished') ({ usage } = event);
          yield event;
        }
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        onCall({ request, atMs, tookMs: performance.now() - startedMs, answer, ...(usage && { usage }), ...failure });
      }
    },
  };
}
