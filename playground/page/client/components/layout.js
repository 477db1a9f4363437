/** @import { Names } from '../markdown-inline.js' */
/** @import { Component, Message } from '../types.ts' */
/** @import { ComponentContext } from './message-components.js' */
import { element } from '../dom.js';
import { attachmentView, mediaPath } from '../attachments.js';
import { markdown } from '../markdown.js';
import { interactiveView } from './message-components.js';

const SECTION = 9;
const TEXT = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const SEPARATOR = 14;
const CONTAINER = 17;

/**
 * A component of a message that is laid out by its bot (IS_COMPONENTS_V2), or of any other.
 *
 * @param {ComponentContext} context
 * @param {Component} component
 * @param {Names} names
 * @returns {HTMLElement | undefined}
 */
export function layoutView(context, component, names) {
  const { type, components = [], content = '', accessory, media, items = [], file, divider = true } = component;
  const all = () => components.map((one) => layoutView(context, one, names));
  switch (type) {
    case TEXT:
      return element('div', { class: 'content' }, ...markdown(content, names));
    case SECTION: {
      const beside = accessory && layoutView(context, accessory, names);
      return element('div', { class: 'section' }, element('div', {}, ...all()), beside);
    }
    case THUMBNAIL:
      return picture(context.message, media?.url, component.description);
    case GALLERY: {
      const pictures = items.map((item) => picture(context.message, item.media.url, item.description));
      return element('div', { class: 'gallery' }, ...pictures);
    }
    case FILE: {
      const attachment = context.message.attachments.find(({ filename }) => file?.url === `attachment://${filename}`);
      return attachment && attachmentView(attachment);
    }
    case SEPARATOR:
      return element('div', { class: divider ? 'separator' : 'gap' });
    case CONTAINER: {
      const made = element('div', { class: 'container' }, ...all());
      const { accent_color: colour } = component;
      if (colour !== undefined && colour !== null)
        made.style.borderLeftColor = `#${colour.toString(16).padStart(6, '0')}`;
      return made;
    }
    default:
      return interactiveView(context, component);
  }
}

/**
 * @param {Message} message
 * @param {string} [url]
 * @param {string | null} [description]
 */
function picture(message, url, description) {
  const path = mediaPath(message, url ?? '');
  return path === undefined
    ? element('p', { class: 'quiet' }, 'A picture from elsewhere is not loaded here.')
    : element('img', { class: 'picture', src: path, alt: description ?? '', loading: 'lazy' });
}
