import { Icon } from '../../icons.tsx';
import { useVisit } from '../../state/visit.ts';
import type { EmbedMedia } from '../../types.ts';
import { openLightbox } from '../attachments/lightbox.tsx';
import type { Links } from '../attachments/use-links.ts';

interface Props {
  media: EmbedMedia;
  links: Links;
  kind: 'picture' | 'thumbnail';
  /** What it belongs to. */
  name: string;
}

/** A picture of an embed. This page loads nothing from other hosts: of a picture from there it shows the address. */
export function EmbedPicture({ media: { url }, links, kind, name }: Props) {
  const visit = useVisit();
  const path = links.path(url);
  const label = name === '' ? 'Picture' : `Picture of ${name}`;
  if (path === undefined) return <PictureLink url={url} />;
  return (
    <button
      type="button"
      class={`embed-${kind}`}
      aria-label={`Open ${label}`}
      onClick={() => openLightbox(visit, { index: 0, pictures: [{ src: path, name: label }] })}
    >
      <img src={path} alt="" loading="lazy" decoding="async" onError={links.renew} />
    </button>
  );
}

/** The small picture beside a name; those from elsewhere are left out. */
export function EmbedIcon({ url, links }: { url: string | undefined; links: Links }) {
  const path = url && links.path(url);
  return path ? <img class="embed-icon" src={path} alt="" onError={links.renew} /> : null;
}

function PictureLink({ url }: { url: string }) {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return (
    <a
      class="embed-link"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title="This page loads no pictures of other sites."
    >
      <Icon name="picture" /> Picture at {hostname}
    </a>
  );
}
