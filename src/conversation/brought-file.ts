import type { Post, PostFile } from './post.ts';

/** A tool of the Assistants server that takes files. */
export type FileTool = 'file_search' | 'code_interpreter';

/** Why the assistant does not get a file. */
export type Unread =
  | 'type'
  | 'tooLarge'
  | 'locked'
  | 'empty'
  | 'broken'
  | 'unavailable'
  | 'refused'
  | 'tooMany'
  | 'noRoom'
  | 'late';

/** A file of a post as the assistant gets it. It is stored as it is. */
export type BroughtFile =
  | { readonly kind: 'picture'; readonly fileId: string }
  | { readonly kind: 'attachment'; readonly fileId: string; readonly tools: readonly FileTool[] }
  /** What is in it, in words; `isOwn`: it is what its author would have written in the post, had that been shorter. */
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean; readonly isOwn: boolean }
  | { readonly kind: 'unread'; readonly because: Unread; readonly maxBytes?: number };

/** What has become of the files of posts, by `keyOf`. */
export type BroughtFiles = Readonly<Record<string, BroughtFile>>;

/** Names a file of a post: two posts may have the same one, and each has its own copy, which goes with it. */
export function keyOf(post: Pick<Post, 'id'>, file: Pick<PostFile, 'id'>): string {
  return `${post.id}/${file.id}`;
}

/** What of these files is on the Assistants server. */
export function uploadsOf(files: BroughtFiles = {}): string[] {
  return Object.values(files).flatMap((file) => ('fileId' in file ? [file.fileId] : []));
}
