/** @import { Store } from './store.js' */
import { nameOf } from './names.js';

/** Code stays as it was typed. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/**
 * Turns `@Bobbin` and `#general`, as people type them, into the mentions that Discord knows.
 *
 * @param {string} text
 * @param {Store} store
 */
export function withMentions(text, store) {
  const { bot, people } = store.state;
  const known = [
    ...[bot, ...people].map((user) => ({ written: `@${nameOf(user)}`, meant: `<@${user.id}>` })),
    ...store.textChannels().map(({ id, name = '' }) => ({ written: `#${name}`, meant: `<#${id}>` })),
  ].toSorted((left, right) => right.written.length - left.written.length);
  const meant = new Map(known.map((one) => [one.written.toLowerCase(), one.meant]));
  const names = known.map(({ written }) => RegExp.escape(written)).join('|');
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}_<@])(?:${names})(?![\p{L}\p{N}_])`, 'giu');
  return text
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(pattern, (written) => meant.get(written.toLowerCase()) ?? written),
    )
    .join('');
}
