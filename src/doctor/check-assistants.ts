import { APIConnectionError, APIError, NotFoundError, type OpenAI } from 'openai';
import { createAssistantsClient } from '../assistants/client.ts';
import { isPage, orRubbish } from '../assistants/server-call.ts';
import type { Config } from '../config.ts';
import type { Check } from './examine.ts';
import type { Finding } from './finding.ts';

const ABOUT = 'Assistants';

/** Somebody else's Assistants server, when there is to be one. */
export function checkAssistants({ assistantsServer, assistantId }: Config): Check {
  return {
    about: ABOUT,
    async run(signal) {
      if (!assistantsServer) return [good('The embedded engine has them; no other server is needed.')];
      const { host } = new URL(assistantsServer.baseUrl);
      const { beta } = createAssistantsClient(assistantsServer);
      try {
        const options = { signal, maxRetries: 1 };
        const { data } = await orRubbish(() => beta.assistants.list({ limit: 100, order: 'asc' }, options), isPage);
        const found = good(`The server at ${host} answers.`);
        if (assistantId === undefined) return [found, describeDefault(data)];
        return [found, await describeNamed(() => beta.assistants.retrieve(assistantId, options))];
      } catch (error) {
        signal.throwIfAborted();
        return [explain(error, host)];
      }
    },
  };
}

function describeDefault(assistants: readonly OpenAI.Beta.Assistant[]): Finding {
  const bobbin = assistants.find(({ name }) => name === 'Bobbin');
  return good(
    bobbin ? `The default is Bobbin (${bobbin.id}).` : 'The default, Bobbin, will be made at the first start.',
  );
}

async function describeNamed(retrieve: () => PromiseLike<OpenAI.Beta.Assistant>): Promise<Finding> {
  try {
    const { name, id } = await retrieve();
    return good(`The default is ${name ?? 'without a name'} (${id}).`);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return bad('The server does not know ASSISTANT_ID.', 'Correct it, or leave it out for one named Bobbin.');
  }
}

function explain(error: unknown, host: string): Finding {
  if (error instanceof APIConnectionError) {
    return bad(`There is nobody at ${host}.`, 'Start the Assistants server, or correct ASSISTANTS_BASE_URL.');
  }
  const status = error instanceof APIError ? error.status : undefined;
  if (status === 401 || status === 403) return bad(`${host} refuses the key.`, 'Correct ASSISTANTS_API_KEY.');
  if (status !== undefined && status >= 500) {
    return bad(`${host} has trouble itself: it answers with ${status}.`, 'See what its log says.');
  }
  const advice = 'Correct ASSISTANTS_BASE_URL: most end in /v1. OpenAI switched its own off.';
  return bad(`What is at ${host} does not speak the Assistants API.`, advice);
}

function good(says: string): Finding {
  return { verdict: 'good', about: ABOUT, says };
}

function bad(says: string, advice: string): Finding {
  return { verdict: 'bad', about: ABOUT, says, advice };
}
