import type { State } from '../state.ts';
import type { FileStore } from './file-store.ts';

/** The files that the runs of threads have made: they go with their thread, unlike those that somebody has uploaded. */
export function createThreadFiles(state: State, files: FileStore) {
  const key = (threadId: string) => `${state.threadKey(threadId)}/files`;

  return {
    /** Keeps a file for a thread (or for nobody, when none is named) and answers its id. */
    async keep(threadId: string | undefined, filename: string, content: AsyncIterable<Uint8Array>): Promise<string> {
      const { id } = await files.create({ filename, purpose: 'assistants_output' }, content);
      if (threadId === undefined) return id;
      try {
        await state.changeThread(threadId, async (transaction) => {
          const ids = (await transaction.get<readonly string[]>(key(threadId))) ?? [];
          transaction.set(key(threadId), [...ids, id]);
        });
        return id;
      } catch (error) {
        await files.delete(id); // the thread has gone meanwhile
        throw error;
      }
    },

    /** Deletes the files of a thread that is being deleted. Safe to do again after it failed half-way. */
    async clear(threadId: string): Promise<void> {
      for (const id of (await state.store.get<readonly string[]>(key(threadId))) ?? []) await files.delete(id);
      await state.store.delete(key(threadId));
    },
  };
}
