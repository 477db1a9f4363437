import type OpenAI from 'openai';
import { ownerOf } from './directory.ts';
import { hasId, isPage, orRubbish } from './server-call.ts';

/** The assistant that answers where nobody has chosen another. */
export interface DefaultAssistant {
  /** Its id, looked up or made at the first call. Rejects with the client's error; the next call tries again. */
  id(): Promise<string>;
  /** Forgets the id, because the server does not know it (any more). */
  lookAgain(): void;
  /** The configuration does not say which one it is. */
  readonly isFoundByName: boolean;
}

export interface DefaultAssistantOptions {
  client: OpenAI;
  /** The one that the configuration names. */
  assistantId?: string;
  /** Makes the named one where that can be done (the embedded engine) and it is missing; else it is taken as it is. */
  seed?: (assistant: ReturnType<typeof bobbin> & { id: string }) => Promise<void>;
  /** The model of an assistant that has to be made. */
  model: string;
}

const NAME = 'Bobbin';

/** Bobbin as it is made when it is missing. */
function bobbin(model: string) {
  return {
    name: NAME,
    model,
    description: 'The assistant of this community',
    instructions:
      'You are Bobbin, the assistant of a Discord community. Be friendly, exact and brief: a few sentences where they ' +
      'are enough, lists and code blocks where they help. Say so when you do not know.',
  };
}

/** Without an `assistantId` it is the oldest shared assistant named Bobbin, made if there is none. */
export function createDefaultAssistant(options: DefaultAssistantOptions): DefaultAssistant {
  const { client, assistantId, seed, model } = options;
  let found: Promise<string> | undefined;

  async function findOrMake(): Promise<string> {
    if (assistantId !== undefined) {
      await seed?.({ id: assistantId, ...bobbin(model) });
      return assistantId;
    }
    const { assistants } = client.beta;
    for await (const assistant of await orRubbish(() => assistants.list({ order: 'asc', limit: 100 }), isPage)) {
      // One that moderators have made is for their server alone.
      if (assistant.name === NAME && ownerOf(assistant) === undefined) return assistant.id;
    }
    return (await orRubbish(() => assistants.create(bobbin(model), { maxRetries: 0 }), hasId)).id;
  }

  return {
    async id() {
      found ??= findOrMake();
      try {
        return await found;
      } catch (error) {
        found = undefined;
        throw error;
      }
    },
    lookAgain() {
      found = undefined;
    },
    isFoundByName: assistantId === undefined,
  };
}
