import { APIError, type OpenAI } from 'openai';
import type { ModelRequest } from './model.ts';

/** A container dies 20 minutes after its last use; a little earlier it is not relied on any more. */
const LIFETIME_MS = 18 * 60_000;
const MAX_KEPT = 1_000;
/** How large a file may be that is copied from a container. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

interface Container {
  readonly id: string;
  readonly fileIds: readonly string[];
  readonly until: number;
}

/**
 * The containers of a provider in which code runs. Keeps that of each conversation for as long as it lives, so that variables and files are still there in its
 * next run. Kept in memory: after a restart a conversation gets a new one.
 */
export function createContainers(client: OpenAI, now: () => number = Date.now) {
  const kept = new Map<string, Container>();

  return {
    /** The container to run in, with the files in it: the conversation's own, or any new one. */
    async find(conversation: string | undefined, fileIds: readonly string[], signal: AbortSignal) {
      const fresh = { type: 'auto' as const, ...(fileIds.length > 0 && { file_ids: [...fileIds] }) };
      const own = conversation === undefined ? undefined : kept.get(conversation);
      if (!own || own.until <= now()) return fresh;
      try {
        for (const fileId of fileIds.filter((id) => !own.fileIds.includes(id))) {
          await client.containers.files.create(own.id, { file_id: fileId }, { signal });
        }
      } catch (error) {
        if (!(error instanceof APIError) || signal.aborted) throw error;
        return fresh;
      }
      return own.id;
    },

    /** That the conversation's code has run in this container. */
    used(conversation: string | undefined, id: string | undefined, fileIds: readonly string[]): void {
      if (conversation === undefined || !id) return;
      const before = kept.get(conversation);
      kept.delete(conversation); // the one used last is the last of the map
      const all = before?.id === id ? [...new Set([...before.fileIds, ...fileIds])] : fileIds;
      kept.set(conversation, { id, fileIds: all, until: now() + LIFETIME_MS });
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    },

    forget: (conversation: string | undefined) => void kept.delete(conversation ?? ''),

    /** Copies a file out of a container; `undefined` when it is not there or cannot be kept. */
    async copyFile(
      { container_id: containerId, file_id: fileId, filename }: ContainerFile,
      keepFile: ModelRequest['keepFile'],
      signal: AbortSignal,
    ): Promise<string | undefined> {
      if (!keepFile) return undefined;
      return ignoringRefusals(async () => {
        const about = { container_id: containerId };
        const response = await client.containers.files.content.retrieve(fileId, about, { signal });
        return response.body ? keepFile(filename, bytesOf(response)) : undefined;
      });
    },

    /** Keeps a picture that code has shown, which comes as its bytes or as an address of the provider. */
    async copyPicture(
      url: string,
      name: string,
      keepFile: ModelRequest['keepFile'],
      signal: AbortSignal,
    ): Promise<string | undefined> {
      if (!keepFile || !/^(?:data:image\/|https?:)/.test(url)) return undefined;
      return ignoringRefusals(async () => {
        const isProviders = new URL(url).origin === new URL(client.baseURL).origin;
        const headers = isProviders ? { authorization: `Bearer ${client.apiKey}` } : {};
        const response = await fetch(url, { headers, redirect: 'error', signal });
        return response.ok && response.body ? keepFile(name, bytesOf(response)) : undefined;
      });
    },
  };

  /** A file that cannot be had is left out: the answer is worth more than what it shows. */
  async function ignoringRefusals(copy: () => Promise<string | undefined>): Promise<string | undefined> {
    return copy().catch(() => undefined);
  }
}

/** Where a file is that code has made. */
interface ContainerFile {
  readonly container_id: string;
  readonly file_id: string;
  readonly filename: string;
}

/**
 * The bytes of a response, up to the limit. Takes the whole response, not its body: Node empties a body that nobody has
 * begun to read once its response is garbage (https://github.com/nodejs/undici/pull/3199).
 */
async function* bytesOf(response: Response): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) throw new Error('A file of a container is too large to be copied.');
    yield chunk;
  }
}
