import type { Attachment, Message } from 'discord.js';
import type { PostFile } from '../conversation/post.ts';
import { oneLine } from '../markdown/plain-name.ts';

const MAX_NAME_LENGTH = 200;
const MAX_DESCRIPTION_LENGTH = 1_024;

/** The files of a message; of another message than the post, with where that is. */
export function filesOf({ attachments }: Pick<Message, 'attachments'>, source?: PostFile['source']): PostFile[] {
  return [...attachments.values()].map((attachment) => fileOf(attachment, source));
}

function fileOf({ id, name, url, size, contentType, description }: Attachment, source: PostFile['source']): PostFile {
  return {
    id,
    name: oneLine(name, MAX_NAME_LENGTH) || 'file',
    url,
    bytes: size,
    ...(contentType !== null && { contentType }),
    ...(description && { description: oneLine(description, MAX_DESCRIPTION_LENGTH) }),
    ...(source && { source }),
  };
}

/** What Discord's client makes of a text that is too long for a message. */
export function isPaste({ name, contentType = '' }: PostFile): boolean {
  return name === 'message.txt' && /^text\/plain\b/.test(contentType);
}
