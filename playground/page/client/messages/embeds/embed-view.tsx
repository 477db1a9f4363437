import type { ComponentChildren } from 'preact';
import { Markdown } from '../../markdown/markdown.tsx';
import { usePlace } from '../../markdown/use-place.ts';
import { longTime, shortTime } from '../../time.ts';
import type { Embed, Message } from '../../types.ts';
import { useLinks } from '../attachments/use-links.ts';
import { EmbedFields } from './embed-fields.tsx';
import { EmbedIcon, EmbedPicture } from './embed-picture.tsx';

interface Props {
  message: Pick<Message, 'id' | 'channel_id' | 'mentions'>;
  embed: Embed;
}

/** An embed of a message. */
export function EmbedView({ message, embed }: Props) {
  const place = usePlace(message);
  const links = useLinks(message);
  const { title, url, description, color, author, footer, timestamp, image, thumbnail, fields = [] } = embed;
  const name = title ?? author?.name ?? '';
  return (
    <div class="embed" style={color === undefined ? undefined : { '--embed': hex(color) }}>
      {thumbnail && <EmbedPicture media={thumbnail} links={links} kind="thumbnail" name={name} />}
      {author && (
        <p class="embed-author">
          <EmbedIcon url={author.icon_url} links={links} />
          <Linked url={author.url}>{author.name}</Linked>
        </p>
      )}
      {title !== undefined && (
        <p class="embed-title">
          <Linked url={url}>
            <Markdown text={title} place={place} kind="title" />
          </Linked>
        </p>
      )}
      {description !== undefined && (
        <div class="content">
          <Markdown text={description} place={place} kind="embed" />
        </div>
      )}
      {fields.length > 0 && <EmbedFields fields={fields} place={place} />}
      {image && <EmbedPicture media={image} links={links} kind="picture" name={name} />}
      {(footer || timestamp) && (
        <p class="embed-footer">
          <EmbedIcon url={footer?.icon_url} links={links} />
          {footer && <span>{footer.text}</span>}
          {footer && timestamp && <span>·</span>}
          {timestamp && (
            <time dateTime={timestamp} title={longTime(timestamp)}>
              {shortTime(timestamp)}
            </time>
          )}
        </p>
      )}
    </div>
  );
}

function Linked({ url, children }: { url: string | undefined; children: ComponentChildren }) {
  if (url === undefined || !/^https?:/.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
