import { FileCard } from '../messages/attachments/file-card.tsx';
import { kindOf, nameOfFile } from '../messages/attachments/kinds.ts';
import { openLightbox } from '../messages/attachments/lightbox.tsx';
import { Picture } from '../messages/attachments/picture.tsx';
import { type Links, useLinks } from '../messages/attachments/use-links.ts';
import { useVisit } from '../state/visit.ts';
import type { Attachment, Component, Media, MediaItem, Message } from '../types.ts';
import { attachmentOf } from './media-attachment.ts';
import { Spoiler } from './spoiler.tsx';

interface Props {
  message: Message;
  component: Component;
}

/** One to ten pictures and videos. */
export function Gallery({ message, component: { items = [] } }: Props) {
  const links = useLinks(message);
  const files = items.map((item) => attachmentOf(message, item));
  return (
    <div class={files.length === 1 ? 'mosaic single' : `mosaic of-${Math.min(files.length, 10)}`}>
      {files.map((file, index) => (
        <Spoiler key={index} isOn={Boolean(items[index]?.spoiler)}>
          <Tile file={file} among={files} links={links} />
        </Spoiler>
      ))}
    </div>
  );
}

/** A small picture beside a text. */
export function Thumbnail({ message, component: { media, description, spoiler } }: Props) {
  const links = useLinks(message);
  if (!media) return null;
  const file = attachmentOf(message, itemOf(media, description));
  return (
    <div class="thumbnail">
      <Spoiler isOn={Boolean(spoiler)}>
        <Tile file={file} among={[file]} links={links} isSmall />
      </Spoiler>
    </div>
  );
}

/** A file that came with the message, to be saved. */
export function FileView({ message, component: { file, spoiler } }: Props) {
  const links = useLinks(message);
  if (!file) return null;
  return (
    <Spoiler isOn={Boolean(spoiler)}>
      <FileCard attachment={attachmentOf(message, itemOf(file))} links={links} />
    </Spoiler>
  );
}

function itemOf(media: Media, description: string | null | undefined = null): MediaItem {
  return { media, description };
}

interface TileProps {
  file: Attachment;
  /** Those that are shown large with it. */
  among: readonly Attachment[];
  links: Links;
  isSmall?: boolean;
}

/** A picture, a video, or where one from elsewhere is to be found: this page loads nothing from there. */
function Tile({ file, among, links, isSmall = false }: TileProps) {
  const visit = useVisit();
  const path = links.path(file.url);
  if (path === undefined) return <Elsewhere file={file} />;
  const label = file.description ?? nameOfFile(file);
  if (kindOf(file) === 'film')
    return <video class="film" src={path} aria-label={label} controls preload="metadata" onError={links.renew} />;

  function open() {
    const pictures = among.flatMap((one) => {
      const src = links.path(one.url);
      if (src === undefined || kindOf(one) === 'film') return [];
      return [{ src, name: nameOfFile(one), description: one.description }];
    });
    openLightbox(visit, {
      pictures,
      index: Math.max(
        0,
        pictures.findIndex(({ src }) => src === path),
      ),
    });
  }

  return (
    <Picture picture={file} path={path} isAlone={among.length === 1 && !isSmall} onOpen={open} onError={links.renew} />
  );
}

function Elsewhere({ file: { url, description, filename } }: { file: Attachment }) {
  const text = `${description ?? filename} (from elsewhere, not loaded here)`;
  return (
    <div class="picture-frame from-elsewhere">
      {/^https?:/.test(url) ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {text}
        </a>
      ) : (
        text
      )}
    </div>
  );
}
