/** Runs the tasks of one key one after another, in the order of their coming, and different keys side by side. */
export function createInOrder() {
  const tails = new Map<string, Promise<unknown>>();

  return {
    /** Settles as the task does; a task that fails does not stop those behind it. */
    async run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
      const previous = tails.get(key) ?? Promise.resolve();
      const current = previous.then(task, task);
      tails.set(key, current);
      try {
        return await current;
      } finally {
        if (tails.get(key) === current) tails.delete(key);
      }
    },
  };
}
