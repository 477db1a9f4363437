import type { APIAttachment } from 'discord-api-types/v10';
import type { Upload } from '../actions/messages.ts';
import { contentType } from '../content-type.ts';
import { DiscordError, refusal } from '../discord-error.ts';
import { maxFileBytes } from '../file-limit.ts';
import { pictureSize } from '../picture-size.ts';
import type { AttachmentRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** A file that a person attaches. */
export interface PersonAttachment {
  name: string;
  data: Uint8Array | string;
  contentType?: string | undefined;
  /** What stands for it where it cannot be seen. */
  description?: string | undefined;
}

export type SaveUpload = ReturnType<typeof createSaveUpload>;

export function uploadOf(file: PersonAttachment): Upload {
  return {
    filename: file.name,
    data: Uint8Array.from(typeof file.data === 'string' ? Buffer.from(file.data) : file.data),
    contentType: contentType(file.contentType, file.name),
    description: file.description,
  };
}

/** Keeps a file that belongs to no message: the option of a command, the answer to a modal. */
export function createSaveUpload(world: World, views: Views) {
  return (file: PersonAttachment): APIAttachment => {
    const { filename, data, contentType: type, description } = uploadOf(file);
    const [guild] = world.guilds.values();
    if (data.length > maxFileBytes(world, guild?.id)) throw refusal('fileTooLarge');
    const id = world.newId();
    world.files.set(id, data);
    const record: AttachmentRecord = {
      id,
      filename,
      size: data.length,
      ...(type !== undefined && { contentType: type }),
      ...(description !== undefined && { description }),
      ...pictureSize(data),
    };
    return views.attachment(record, '0');
  };
}

/** A file as `data:` URL, as one can type it. */
export function fileOfUrl(url: string): PersonAttachment {
  const [, type = '', data = ''] = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(url) ?? [];
  if (data === '') throw new DiscordError(400, 50035, 'A file is given as data:TYPE;base64,DATA.');
  return { name: `file.${type.split('/').at(-1) || 'bin'}`, data: Buffer.from(data, 'base64'), contentType: type };
}
