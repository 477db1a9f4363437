import type { Message } from '../../types.ts';
import { Icon } from '../../icons.tsx';
import { mediaPath, readableSize } from './media.ts';

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;

/** The files of a message. */
export function AttachmentList({ message }: { message: Message }) {
  return (
    <>
      {message.attachments.map(({ id, url, filename, size, description, content_type: type = '' }) => {
        const path = mediaPath(url) ?? url;
        return PICTURE.test(type) ? (
          <a key={id} class="attachment" href={path} target="_blank" rel="noopener">
            <img src={path} alt={description ?? filename} loading="lazy" />
          </a>
        ) : (
          <a key={id} class="attachment file" href={path} target="_blank" rel="noopener">
            <Icon name="file" />
            <span class="file-name">{filename}</span>
            <small>{readableSize(size)}</small>
          </a>
        );
      })}
    </>
  );
}
