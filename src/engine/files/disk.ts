import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../api-error.ts';

const PART = '.part';
const LEFTOVER_MS = 24 * 3_600_000;

/**
 * The bytes of files in one folder, made when it is first needed. The names on disk are ids: nothing a client chose.
 * What is written appears at once and whole, or not at all.
 */
export function createDisk(folder: string) {
  const pathOf = (id: string) => join(folder, id);
  let prepared: Promise<void> | undefined;

  /** Makes the folder, and removes what uploads have left that were cut off by the end of their process. */
  async function prepare(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const leftovers = (await readdir(folder)).filter((name) => name.endsWith(PART)).map((name) => join(folder, name));
    for (const path of leftovers) {
      // Another process may be writing this very moment.
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (Date.now() - mtimeMs > LEFTOVER_MS) await rm(path, { force: true });
    }
  }

  return {
    /**
     * Answers how many bytes there were.
     *
     * @throws ApiError when there are more than `maxBytes`
     */
    async write(id: string, content: Readable | AsyncIterable<Uint8Array>, maxBytes: number): Promise<number> {
      prepared ??= prepare().catch((error: unknown) => {
        prepared = undefined;
        throw error;
      });
      await prepared;
      const temporary = pathOf(id) + PART;
      let bytes = 0;
      async function* counted(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw new ApiError(413, `File too large: the limit is ${maxBytes} bytes.`);
          yield chunk;
        }
      }
      const file = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
      try {
        await pipeline(content, counted, file);
        await rename(temporary, pathOf(id));
        return bytes;
      } catch (error) {
        // It may only be being opened, and would be there again.
        if (!file.closed) await new Promise((resolve) => file.once('close', resolve));
        await rm(temporary, { force: true });
        throw error;
      }
    },

    /** The bytes, read from disk when they are asked for; `undefined` when they are not (or no longer) in this folder. */
    async open(id: string): Promise<Blob | undefined> {
      try {
        return await openAsBlob(pathOf(id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },

    async delete(id: string): Promise<void> {
      await rm(pathOf(id), { force: true });
      await rm(pathOf(id) + PART, { force: true });
    },
  };
}
