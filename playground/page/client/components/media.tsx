import type { Component, MediaItem, Message } from '../types.ts';
import { mediaPath } from './media-path.ts';
import { Spoiler } from './spoiler.tsx';

interface Props {
  message: Message;
  component: Component;
}

/** A small picture beside a text. */
export function Thumbnail({ message, component: { media, description, spoiler } }: Props) {
  if (!media) return null;
  const item = { media, description: description ?? null, spoiler: spoiler ?? null };
  return <Picture message={message} item={item} name="thumbnail" />;
}

/** One to ten pictures and videos, as in a mosaic: the first row has what does not fill a row of three. */
export function Gallery({ message, component: { items = [] } }: Props) {
  const shape = items.length <= 4 ? `gallery-${items.length}` : `gallery-more-${items.length % 3}`;
  return (
    <div class={`gallery ${shape}`}>
      {items.map((item, index) => (
        <Picture key={index} message={message} item={item} name="gallery-item" />
      ))}
    </div>
  );
}

function Picture({ message, item, name }: { message: Message; item: MediaItem; name: string }) {
  const { media, description, spoiler } = item;
  const path = mediaPath(message, media.url);
  const alt = description ?? '';
  if (path === undefined)
    return (
      <div class={`${name} from-elsewhere`}>
        <a href={safe(media.url)} target="_blank" rel="noopener noreferrer">
          {alt || 'Picture'} <span>(from elsewhere, not loaded here)</span>
        </a>
      </div>
    );
  return (
    <div class={name}>
      <Spoiler isOn={Boolean(spoiler)}>
        {isVideo(message, media.url, path) ? (
          <video class="picture" src={path} aria-label={alt || 'Video'} controls preload="metadata" />
        ) : (
          <a href={path} target="_blank" rel="noopener" aria-label={alt || 'Picture'} data-tooltip={alt || undefined}>
            <img class="picture" src={path} alt="" loading="lazy" />
          </a>
        )}
      </Spoiler>
    </div>
  );
}

/** The local Discord takes any address from a bot. */
function safe(url: string): string {
  return /^https?:/.test(url) ? url : '#';
}

function isVideo({ attachments }: Message, url: string, path: string): boolean {
  const attached = attachments.find((one) => url === `attachment://${one.filename}` || one.url === url);
  return attached?.content_type?.startsWith('video/') ?? /\.(?:mp4|webm|mov)$/.test(path.split('?')[0] ?? '');
}
