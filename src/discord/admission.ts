import type { Author } from '../conversation/post.ts';
import { type EffectiveSettings, mayTalk } from '../server-settings/effective.ts';
import type { TextKey, TextValues } from '../texts/texts.ts';

/** Why somebody is not answered. */
export interface Refusal {
  readonly key: TextKey;
  readonly values: TextValues;
}

/** What a server's settings have against a post; `undefined`: nothing. */
export function refusalOf(
  post: { readonly author: Author; readonly length: number; readonly fileCount: number },
  current: EffectiveSettings,
): Refusal | undefined {
  const { author, length, fileCount } = post;
  const { longestPost = Infinity, mostFiles = Infinity } = current;
  if (!mayTalk(current, { id: author.id, roleIds: author.roleIds ?? [] })) {
    return { key: 'refusals.notAllowed', values: {} };
  }
  if (length > longestPost) return { key: 'refusals.tooLong', values: { length, limit: longestPost } };
  if (fileCount > mostFiles) return { key: 'refusals.tooManyFiles', values: { count: fileCount, limit: mostFiles } };
  return undefined;
}
