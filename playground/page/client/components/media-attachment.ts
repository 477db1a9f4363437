import type { Attachment, MediaItem, Message } from '../types.ts';

/** A picture, video or file of a layout, as the file that it is. One from elsewhere is known by its address only. */
export function attachmentOf(
  { attachments }: Pick<Message, 'attachments'>,
  { media, description }: Pick<MediaItem, 'media' | 'description'>,
): Attachment {
  const { url, attachment_id: id, content_type: type, width, height } = media;
  const own = attachments.find((one) => one.id === id || url === `attachment://${one.filename}`);
  // What the layout says of it counts, not what was said when it was sent.
  const { description: _ofFile, ...file } = own ?? {
    id: url,
    filename: nameIn(url),
    size: 0,
    url,
    ...(type && { content_type: type }),
    ...(width && height && { width, height }),
  };
  return { ...file, ...(description && { description }) };
}

function nameIn(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) || new URL(url).hostname : url;
}
