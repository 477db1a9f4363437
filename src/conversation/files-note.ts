import { plainName } from '../markdown/plain-name.ts';
import type { Say } from '../texts/texts.ts';
import { type BroughtFile, keyOf } from './brought-file.ts';
import type { PostFile } from './post.ts';
import type { Turn } from './turn.ts';

const MAX_NAMED = 10;
const MB = 1024 * 1024;

/** What people are told below an answer of files that the assistant did not get, or not whole. */
export function filesNote({ posts, files = {} }: Pick<Turn, 'posts' | 'files'>, say: Say): string[] {
  const brought = posts.flatMap((post) =>
    (post.files ?? []).flatMap((file) => {
      const found = files[keyOf(post, file)];
      return found ? [{ file, found }] : [];
    }),
  );
  const unread = brought.flatMap(({ file, found }) =>
    found.kind === 'unread' ? [`${plainName(file.name)} (${reasonFor(file, found, say)})`] : [],
  );
  const begun = brought.flatMap(({ file, found }) =>
    found.kind === 'text' && found.isCut ? [plainName(file.name)] : [],
  );
  return [
    ...(unread.length > 0 ? [say('files.notRead', { files: listed(unread, say) })] : []),
    ...(begun.length > 0 ? [say('files.onlyBeginning', { files: listed(begun, say) })] : []),
  ];
}

function reasonFor(
  { bytes }: PostFile,
  { because, maxBytes = 0 }: Extract<BroughtFile, { kind: 'unread' }>,
  say: Say,
): string {
  const limit = Math.floor(maxBytes / MB);
  // Never a size that would have been small enough.
  return say(`files.${because}`, { size: Math.max(Math.ceil(bytes / MB), limit + 1), limit });
}

function listed(pieces: readonly string[], say: Say): string {
  const rest = pieces.length - MAX_NAMED;
  const named = pieces.slice(0, MAX_NAMED).join('; ');
  return rest > 0 ? say('files.andMore', { files: named, count: rest }) : named;
}
