/** @import { Store } from './store.js' */
/** @import { Embed, Message } from './types.ts' */
import { mediaPath } from './attachments.js';
import { element } from './dom.js';
import { inline } from './markdown-inline.js';
import { markdown } from './markdown.js';
import { namesIn } from './names.js';
import { shortTime } from './time.js';

/**
 * An embed of a message, with those of its pictures that were sent with it.
 *
 * @param {Store} store
 * @param {Message} message
 * @param {Embed} embed
 */
export function embedView(store, message, embed) {
  const { title, url, description, color, author, footer, timestamp, image, thumbnail, fields = [] } = embed;
  const names = namesIn(store, message);
  const heading = title === undefined ? [] : inline(title, names);
  const link = url !== undefined && /^https?:/.test(url);
  const foot = [footer?.text, timestamp && shortTime(timestamp)].filter(Boolean).join(' · ');
  const made = element(
    'div',
    { class: 'embed content' },
    picture(message, thumbnail, 'embed-thumbnail'),
    author ? element('p', { class: 'embed-author' }, author.name) : undefined,
    heading.length === 0
      ? undefined
      : link
        ? element('a', { class: 'embed-title', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...heading)
        : element('strong', { class: 'embed-title' }, ...heading),
    ...markdown(description ?? '', names),
    fields.length === 0
      ? undefined
      : element(
          'div',
          { class: 'embed-fields' },
          ...fields.map(({ name, value, inline: isInline }) =>
            element(
              'div',
              { class: isInline ? 'inline' : undefined },
              element('strong', {}, ...inline(name, names)),
              ...markdown(value, names),
            ),
          ),
        ),
    picture(message, image, 'picture'),
    foot === '' ? undefined : element('p', { class: 'subtext' }, foot),
  );
  if (color !== undefined) made.style.borderLeftColor = `#${color.toString(16).padStart(6, '0')}`;
  return made;
}

/**
 * @param {Message} message
 * @param {{ url: string } | undefined} media
 * @param {string} name
 */
function picture(message, media, name) {
  const path = media && mediaPath(message, media.url);
  return path === undefined ? undefined : element('img', { class: name, src: path, alt: '', loading: 'lazy' });
}
