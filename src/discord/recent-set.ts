const MAX_REMEMBERED = 1_000;

/** A set of ids that forgets all rather than grow for ever: what it holds only spares work. */
export function createRecentSet() {
  const ids = new Set<string>();

  return {
    has: (id: string) => ids.has(id),
    add(id: string): void {
      if (ids.size >= MAX_REMEMBERED) ids.clear();
      ids.add(id);
    },
    delete: (id: string) => ids.delete(id),
  };
}
