import { useState } from 'preact/hooks';
import type { Attachment } from '../../types.ts';
import { FileCard } from './file-card.tsx';
import { kindOf, nameOfFile } from './kinds.ts';
import type { Links } from './use-links.ts';

interface Props {
  attachment: Attachment;
  links: Links;
}

/** A film or a sound. One that the browser cannot play is a file like others. */
export function Player({ attachment, links }: Props) {
  const { url, description } = attachment;
  const [hasFailed, setFailed] = useState<string>();
  const path = links.path(url);
  if (path === undefined || hasFailed === path) return <FileCard attachment={attachment} links={links} />;
  const about = {
    src: path,
    controls: true,
    preload: 'metadata',
    'aria-label': description ?? nameOfFile(attachment),
    onError() {
      setFailed(path);
      links.renew();
    },
  } as const;
  if (kindOf(attachment) === 'film') return <video class="film" playsInline {...about} />;
  return (
    <FileCard attachment={attachment} links={links}>
      <audio {...about} />
    </FileCard>
  );
}
