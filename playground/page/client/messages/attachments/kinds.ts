import type { Attachment } from '../../types.ts';

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const SPOILER = /^SPOILER_/;
const TEXT_TYPE = /^(?:text\/|application\/(?:json|xml|javascript|x-sh|x-yaml|toml)\b)/;
const TEXT_ENDING =
  /\.(?:txt|log|md|csv|json|ya?ml|toml|ini|env|xml|html?|css|scss|[cm]?[jt]sx?|py|rb|rs|go|java|kt|swift|c|h|cpp|hpp|cs|php|lua|sh|bash|ps1|sql|diff|patch)$/i;
/** Longer texts are for opening, not for a look at their beginning. */
const MAX_TEXT_BYTES = 200_000;

export type AttachmentKind = 'picture' | 'film' | 'sound' | 'text' | 'file';

/** How a file is shown. */
export function kindOf({ content_type: type = '', filename, size }: Attachment): AttachmentKind {
  if (PICTURE.test(type)) return 'picture';
  if (type.startsWith('video/')) return 'film';
  if (type.startsWith('audio/')) return 'sound';
  const isText = TEXT_TYPE.test(type) || TEXT_ENDING.test(filename);
  return isText && size <= MAX_TEXT_BYTES ? 'text' : 'file';
}

/** Whether it is shown only to who asks for it. */
export const isSpoiler = ({ filename }: Pick<Attachment, 'filename'>) => SPOILER.test(filename);

/** What a file is called, without what marks it as a spoiler. */
export const nameOfFile = ({ filename }: Pick<Attachment, 'filename'>) => filename.replace(SPOILER, '');

/** The ending of a name: `ts`, which is the language of the text, too. */
export const endingOf = (filename: string) => /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
