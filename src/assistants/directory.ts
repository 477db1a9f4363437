import { NotFoundError, type OpenAI } from 'openai';
import { isPage, orRubbish } from './server-call.ts';

export type Assistant = OpenAI.Beta.Assistant;

export interface AssistantDirectoryOptions {
  client: OpenAI;
  now?: () => number;
}

/** Which assistants there are for whom. */
export type AssistantDirectory = ReturnType<typeof createAssistantDirectory>;

/** The metadata of an assistant that belongs to a Discord server; one without it is the operator's, and for all. */
export const SERVER_KEY = 'discord_server_id';
const FRESH_MS = 30_000;
const SUGGESTED_MS = 3_000;
const MAX_KNOWN = 1_000;

/**
 * The assistants that a Discord server may use: its own and the operator's. Another server's is as unknown as one that
 * does not exist. Every method rejects with the client's error when the Assistants server does not answer.
 */
export function createAssistantDirectory({ client, now = Date.now }: AssistantDirectoryOptions) {
  const { assistants } = client.beta;
  const known = new Map<string, { assistant: Assistant; atMs: number }>();

  let last: { all: readonly Assistant[]; atMs: number } | undefined;

  function remember(assistant: Assistant): Assistant {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(assistant.id, { assistant, atMs: now() });
    return assistant;
  }

  function fresh(id: string): Assistant | undefined {
    const last = known.get(id);
    return last && now() - last.atMs < FRESH_MS ? last.assistant : undefined;
  }

  async function retrieve(id: string): Promise<Assistant | undefined> {
    const recent = fresh(id);
    if (recent) return recent;
    try {
      return remember(await assistants.retrieve(id));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      known.delete(id);
      return undefined;
    }
  }

  async function listAll(): Promise<Assistant[]> {
    const all: Assistant[] = [];
    const pages = await orRubbish(() => assistants.list({ order: 'asc', limit: 100 }), isPage);
    for await (const assistant of pages) all.push(remember(assistant));
    return all;
  }

  return {
    /** Oldest first; without a server, as in a DM, the operator's alone. */
    async list(serverId: string | undefined): Promise<Assistant[]> {
      return (await listAll()).filter((assistant) => isFor(assistant, serverId));
    },

    /** The same, a few seconds old at most: for suggestions, which are asked for with each key that is pressed. */
    async suggested(serverId: string | undefined): Promise<Assistant[]> {
      if (!last || now() - last.atMs >= SUGGESTED_MS) last = { all: await listAll(), atMs: now() };
      return last.all.filter((assistant) => isFor(assistant, serverId));
    },

    /** By its id or, whatever its letters' case, its name. */
    async find(serverId: string | undefined, wanted: string): Promise<Assistant | undefined> {
      const recent = fresh(wanted.trim());
      if (recent && isFor(recent, serverId)) return recent;
      const all = await this.list(serverId);
      const name = wanted.trim().toLowerCase();
      return all.find(({ id }) => id === wanted.trim()) ?? all.find((one) => one.name?.toLowerCase() === name);
    },

    /** The assistant of an id, at most half a minute old, if that server may use it. */
    async usable(serverId: string | undefined, id: string): Promise<Assistant | undefined> {
      const assistant = await retrieve(id);
      return assistant && isFor(assistant, serverId) ? assistant : undefined;
    },

    /** It was made, changed or deleted: what is remembered of it counts no more. */
    changed(id: string): void {
      known.delete(id);
      last = undefined;
    },
  };
}

/** The Discord server that an assistant belongs to; `undefined`: it is the operator's, and for all. */
export function ownerOf({ metadata }: Assistant): string | undefined {
  return metadata?.[SERVER_KEY];
}

function isFor(assistant: Assistant, serverId: string | undefined): boolean {
  const owner = ownerOf(assistant);
  return owner === undefined || owner === serverId;
}
