import type { PostFile, ReadPostFile } from '../../src/conversation/post.ts';
import { UserError } from '../../src/errors.ts';

/** A picture, as far as its first bytes say. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let nextId = 500;

/** Files on Discord: what is attached here can be read. An error is what reading it rejects with. */
export function attachments() {
  const kept = new Map<string, Uint8Array | Error>();
  const read: string[] = [];

  const readPostFile: ReadPostFile = async ({ id, name }, _post, { maxBytes, signal }) => {
    signal.throwIfAborted();
    read.push(name);
    const content = kept.get(id);
    if (content === undefined) throw new UserError('download.failed');
    if (content instanceof Error) throw content;
    if (content.length > maxBytes) throw new UserError('download.tooLarge', { limit: maxBytes / 1024 });
    return content;
  };

  return {
    readPostFile,
    /** The names of the files that were read, in order. */
    read,
    attach(name: string, content: string | Uint8Array | Error, more: Partial<PostFile> = {}): PostFile {
      const id = `${(nextId += 1)}`;
      kept.set(id, typeof content === 'string' ? Buffer.from(content) : content);
      const bytes = content instanceof Error ? 1 : content.length;
      return { id, name, url: `https://cdn.discordapp.com/attachments/1/${id}/${name}`, bytes, ...more };
    },
  };
}
