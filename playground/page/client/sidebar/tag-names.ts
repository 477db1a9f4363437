import type { WantedTag } from '../api.ts';
import type { ForumTag } from '../types.ts';

/** The tags that a line names, with commas between them; those that are there already stay the same ones. */
export function tagsOf(line: string, known: readonly ForumTag[] = []): WantedTag[] {
  const names = line
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return [...new Set(names)].map((name) => {
    const tag = known.find((one) => one.name === name);
    return tag ? { id: tag.id, name, moderated: tag.moderated } : { name };
  });
}
