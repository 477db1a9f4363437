import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { type Assistant, type AssistantDirectory, ownerOf, SERVER_KEY } from './directory.ts';
import type { Knowledge } from './knowledge.ts';
import { hasId, orRubbish } from './server-call.ts';

export interface WorkshopOptions {
  client: OpenAI;
  directory: AssistantDirectory;
  knowledge: Knowledge;
  /** The model of assistants for which none is named. */
  defaultModel: string;
  log: Logger;
}

/** What a person says of an assistant. */
export interface AssistantFields {
  readonly name: string;
  readonly model: string;
  readonly description: string;
  readonly instructions: string;
}

/** For whom an assistant is made. */
export interface NewAssistant {
  /** Without it, it is for all servers. */
  readonly serverId?: string | undefined;
  /** How many of its own that server may have. */
  readonly limit?: number | undefined;
}

/** Where assistants are made and changed. */
export type Workshop = ReturnType<typeof createWorkshop>;

/** The limits of the API: https://platform.openai.com/docs/api-reference/assistants/createAssistant */
export const MAX_NAME = 256;
export const MAX_DESCRIPTION = 512;
export const MAX_INSTRUCTIONS = 256_000;
export const MAX_TOOLS = 128;

/** Makes, changes and deletes assistants. Every method rejects with the client's error. */
export function createWorkshop({ client, directory, knowledge, defaultModel, log }: WorkshopOptions) {
  const { assistants } = client.beta;

  async function make(
    body: OpenAI.Beta.AssistantCreateParams,
    { serverId, limit }: NewAssistant,
  ): Promise<Assistant | undefined> {
    const metadata = serverId === undefined ? {} : { [SERVER_KEY]: serverId };
    const made = await orRubbish(() => assistants.create({ ...body, metadata }, { maxRetries: 0 }), hasId);
    directory.changed(made.id);
    if (serverId === undefined || limit === undefined) return made;
    // Others may have made some at the same time, in other processes, too: the oldest stay.
    const own = await ownOf(serverId);
    if (own.findIndex(({ id }) => id === made.id) < limit) return made;
    await remove(made.id);
    return undefined;
  }

  async function ownOf(serverId: string): Promise<Assistant[]> {
    return (await directory.list(serverId)).filter((one) => ownerOf(one) === serverId);
  }

  async function remove(id: string): Promise<void> {
    await assistants.delete(id);
    directory.changed(id);
  }

  async function change(id: string, changes: OpenAI.Beta.AssistantUpdateParams): Promise<Assistant> {
    try {
      return await orRubbish(() => assistants.update(id, changes), hasId);
    } finally {
      directory.changed(id);
    }
  }

  return {
    /** The model of assistants for which none is named, among those that are allowed: `undefined` allows all. */
    modelFor(allowed: readonly string[] | undefined): string {
      return allowed && !allowed.includes(defaultModel) ? (allowed[0] ?? defaultModel) : defaultModel;
    },

    /** The assistants that belong to a server. */
    ownOf,

    /** `undefined` when the server has as many as it may have. */
    create: (fields: AssistantFields, whose: NewAssistant) => make(toBody(fields), whose),

    /** Changes what people say of an assistant, and leaves the rest as it is. */
    edit: (id: string, fields: AssistantFields) => change(id, toBody(fields)),

    setTools: (id: string, tools: Assistant['tools']) => change(id, { tools }),

    /**
     * The same under another name, with a knowledge of its own that begins with the same files. `undefined` when the
     * server has as many as it may have.
     */
    async clone(original: Assistant, { name, ...whose }: NewAssistant & { name: string; model: string }) {
      const { model, ...owner } = whose;
      const { description, instructions, tools, tool_resources, temperature, top_p, response_format } = original;
      const codeFiles = tool_resources?.code_interpreter?.file_ids ?? [];
      const made = await make(
        {
          name,
          model,
          description,
          instructions,
          tools,
          ...(codeFiles.length > 0 && { tool_resources: { code_interpreter: { file_ids: codeFiles } } }),
          ...(typeof temperature === 'number' && { temperature }),
          ...(typeof top_p === 'number' && { top_p }),
          ...(response_format && { response_format }),
        },
        owner,
      );
      if (!made) return undefined;
      try {
        await knowledge.copy(original, made);
      } catch (error) {
        await remove(made.id).catch(() => undefined); // half a clone is none
        throw error;
      }
      return made;
    },

    /** Answers whether its knowledge could be deleted, too. */
    async delete(assistant: Assistant): Promise<boolean> {
      await remove(assistant.id);
      return knowledge.drop(assistant).then(
        () => true,
        (error: unknown) => {
          log.warn({ assistantId: assistant.id, err: error }, 'knowledge of a deleted assistant is left');
          return false;
        },
      );
    },
  };
}

function toBody({ name, model, description, instructions }: AssistantFields) {
  return { name, model, description, instructions };
}
