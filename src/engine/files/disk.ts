import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../api-error.ts';

/** The bytes of files in one folder, made when it is first needed. The names on disk are ids: nothing a client chose. */
export type Disk = ReturnType<typeof createDisk>;

/** What is written appears at once and whole, or not at all. */
export function createDisk(folder: string) {
  const pathOf = (id: string) => join(folder, id);

  return {
    /**
     * Answers how many bytes there were.
     *
     * @throws ApiError when there are more than `maxBytes`
     */
    async write(id: string, content: Readable | AsyncIterable<Uint8Array>, maxBytes: number): Promise<number> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = `${pathOf(id)}.part`;
      let bytes = 0;
      async function* counted(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw new ApiError(413, `File too large: the limit is ${maxBytes} bytes.`);
          yield chunk;
        }
      }
      try {
        await pipeline(content, counted, createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }));
        await rename(temporary, pathOf(id));
        return bytes;
      } catch (error) {
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
    },
  };
}
