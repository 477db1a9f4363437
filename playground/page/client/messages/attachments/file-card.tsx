import type { ComponentChildren } from 'preact';
import { Icon } from '../../icons.tsx';
import type { Attachment } from '../../types.ts';
import { nameOfFile } from './kinds.ts';
import { readableSize } from './media.ts';
import type { Links } from './use-links.ts';

interface Props {
  attachment: Attachment;
  links: Links;
  /** What stands beneath its name: its beginning, a player. */
  children?: ComponentChildren;
}

/** A file with its name and size, for saving. */
export function FileCard({ attachment, links, children }: Props) {
  const { url, size, filename } = attachment;
  const path = links.path(url);
  const name = nameOfFile(attachment);
  return (
    <div class="sent-file">
      <div class="sent-file-head">
        <Icon name="file" />
        <div>
          {path === undefined ? (
            <span class="sent-file-name">{name}</span>
          ) : (
            <a class="sent-file-name" href={path} target="_blank" rel="noopener">
              {name}
            </a>
          )}
          <small>{readableSize(size)}</small>
        </div>
        {path !== undefined && (
          <a class="icon" href={path} download={filename} aria-label={`Download ${name}`} data-tooltip="Download">
            <Icon name="download" />
          </a>
        )}
      </div>
      {children}
    </div>
  );
}
