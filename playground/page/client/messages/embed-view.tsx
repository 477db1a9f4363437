import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { shortTime } from '../time.ts';
import type { Embed, EmbedMedia, Message } from '../types.ts';
import { mediaPath } from './attachments/media.ts';

interface Props {
  message: Message;
  embed: Embed;
}

/** An embed of a message, with those of its pictures that were sent with it. */
export function EmbedView({ message, embed }: Props) {
  const place = usePlace(message);
  const { title, url, description, color, author, footer, timestamp, image, thumbnail, fields = [] } = embed;
  const foot = [footer?.text, timestamp && shortTime(timestamp)].filter(Boolean).join(' · ');
  return (
    <div class="embed" style={color === undefined ? undefined : { '--embed': hex(color) }}>
      <Picture media={thumbnail} name="embed-thumbnail" />
      {author && <p class="embed-author">{author.name}</p>}
      {title !== undefined && (
        <p class="embed-title">
          {url !== undefined && /^https?:/.test(url) ? (
            <a href={url} target="_blank" rel="noopener noreferrer">
              <Markdown text={title} place={place} kind="inline" />
            </a>
          ) : (
            <Markdown text={title} place={place} kind="inline" />
          )}
        </p>
      )}
      {description !== undefined && (
        <div class="content">
          <Markdown text={description} place={place} kind="embed" />
        </div>
      )}
      {fields.length > 0 && (
        <div class="embed-fields">
          {fields.map((field, index) => (
            <div key={index} class={field.inline ? 'inline' : undefined}>
              <strong>
                <Markdown text={field.name} place={place} kind="inline" />
              </strong>
              <div class="content">
                <Markdown text={field.value} place={place} kind="embed" />
              </div>
            </div>
          ))}
        </div>
      )}
      <Picture media={image} name="picture" />
      {foot !== '' && <p class="subtext">{foot}</p>}
    </div>
  );
}

function Picture({ media, name }: { media: EmbedMedia | undefined; name: string }) {
  const path = media && mediaPath(media.url);
  return path === undefined ? null : <img class={name} src={path} alt="" loading="lazy" />;
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
