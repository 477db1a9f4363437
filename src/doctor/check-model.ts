import { APIConnectionError } from 'openai';
import type { Config } from '../config.ts';
import { createModel, DEFAULT_RESPONSES_MODEL } from '../engine/models/create-model.ts';
import { ModelError } from '../engine/models/model.ts';
import type { Check } from './examine.ts';
import type { Finding } from './finding.ts';

const ABOUT = 'Model';
const MAX_TOKENS = 16;
const QUESTION = { type: 'message', role: 'user', content: [{ type: 'text', text: 'Say OK.' }] } as const;

/** One tiny question. */
export function checkModel({ models, assistantsServer }: Config): Check {
  const { api, baseUrl } = models;
  const host = new URL(baseUrl ?? 'https://api.openai.com').host;
  const name = models.model ?? (api === 'responses' ? DEFAULT_RESPONSES_MODEL : 'the first one listed');

  return {
    about: ABOUT,
    timeoutMs: 45_000,
    async run(signal) {
      if (assistantsServer) return [good(`Which ones there are is the matter of the Assistants server.`)];
      if (api === 'demo') {
        return [good('It is the demo, which needs nothing; set OPENAI_API_KEY or OPENAI_BASE_URL for a real one.')];
      }
      const model = createModel(models);
      const started = performance.now();
      try {
        const events = model.answer({ instructions: '', input: [QUESTION], maxOutputTokens: MAX_TOKENS }, signal);
        for await (const event of events) if (event.type === 'finished') break;
        const seconds = ((performance.now() - started) / 1_000).toFixed(1);
        return [good(`${name} at ${host} answers, in ${seconds} s.`)];
      } catch (error) {
        signal.throwIfAborted();
        return [explain(error, { name, host })];
      }
    },
  };
}

function good(says: string): Finding {
  return { verdict: 'good', about: ABOUT, says };
}

/** What went wrong in our own words: the server's may hold keys. */
function explain(error: unknown, { name, host }: { name: string; host: string }): Finding {
  const bad = (says: string, advice: string): Finding => ({ verdict: 'bad', about: ABOUT, says, advice });
  const { status, cause } = error instanceof ModelError ? error : { status: undefined, cause: error };
  if (cause instanceof APIConnectionError) {
    return bad(`There is nobody at ${host}.`, 'Start the model server, or correct OPENAI_BASE_URL.');
  }
  if (status === 401 || status === 403) {
    const advice = 'Correct OPENAI_API_KEY; those of OpenAI are at https://platform.openai.com/api-keys.';
    return bad(`${host} refuses the key.`, advice);
  }
  if (status === 404) {
    return bad(
      `${host} does not know ${name}.`,
      'Set OPENAI_MODEL to one that it has; is the path in OPENAI_BASE_URL right?',
    );
  }
  if (status === 429) {
    return bad(
      `${host} has had enough of this key for now.`,
      'See whether there is credit left, and what its limits are.',
    );
  }
  const said = error instanceof Error ? error.message : String(error);
  return bad(
    `${name} at ${host} does not answer: ${said}`,
    'See whether OPENAI_MODEL, OPENAI_BASE_URL and MODEL_API fit it.',
  );
}
