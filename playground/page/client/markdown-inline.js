import { element } from './dom.js';
import { timestampView } from './timestamps.js';

/** @import { Attributes, Child } from './dom.js' */

/**
 * What mentions are called: `@Ada`, `#general`; undefined when there is no such thing.
 *
 * @typedef {object} Names
 * @property {(id: string) => string | undefined} user
 * @property {(id: string) => string | undefined} role
 * @property {(id: string) => string | undefined} channel
 */

/** @typedef {(groups: Record<string, string>, names: Names) => Child} Make */

/**
 * What Discord knows inside of a line. Of two that begin at the same place, the one further up wins.
 *
 * @type {[string, Make][]}
 */
const rules = [
  [String.raw`\\(?<escaped>[\\*_~\`|>#<\-\[\]()])`, ({ escaped }) => escaped],
  [
    String.raw`(?<ticks>\`+)(?<code>[^\`](?:[\s\S]*?[^\`])?)\k<ticks>(?!\`)`,
    ({ code = '' }) => element('code', {}, code),
  ],
  [
    String.raw`\[(?<label>[^\[\]\n]+)\]\(<?(?<target>https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?\)`,
    ({ label = '', target = '' }, names) => link(target, inline(label, names)),
  ],
  [String.raw`<(?<bracketed>https?:\/\/[^\s<>]+)>`, ({ bracketed = '' }) => link(bracketed, [bracketed])],
  [String.raw`(?<url>https?:\/\/[^\s<]*[^\s<.,:;"'\]!?)*_~|])`, ({ url = '' }) => link(url, [url])],
  [String.raw`<@!?(?<user>\d+)>`, ({ user = '' }, names) => mention('@', names.user(user), { 'data-user': user })],
  [String.raw`<@&(?<role>\d+)>`, ({ role = '' }, names) => mention('@', names.role(role))],
  [
    String.raw`<#(?<channel>\d+)>`,
    ({ channel = '' }, names) => mention('#', names.channel(channel), { 'data-channel': channel }),
  ],
  [String.raw`<\/(?<command>[^:>\n]+):\d+>`, ({ command = '' }) => mention('/', command, { 'data-command': command })],
  [String.raw`<a?:(?<emoji>\w+):\d+>`, ({ emoji }) => `:${emoji}:`],
  [
    String.raw`<t:(?<seconds>-?\d{1,13})(?::(?<style>[tTdDfFR]))?>`,
    ({ seconds, style }) => timestampView(Number(seconds), style),
  ],
  [String.raw`(?<everybody>@everyone|@here)`, ({ everybody = '' }) => mention('@', everybody.slice(1))],
  [
    String.raw`\*\*(?<bold>[\s\S]+?)\*\*(?!\*)`,
    ({ bold = '' }, names) => element('strong', {}, ...inline(bold, names)),
  ],
  [String.raw`__(?<under>[\s\S]+?)__(?!_)`, ({ under = '' }, names) => element('u', {}, ...inline(under, names))],
  [String.raw`~~(?<gone>[\s\S]+?)~~`, ({ gone = '' }, names) => element('s', {}, ...inline(gone, names))],
  [
    String.raw`\|\|(?<spoiler>[\s\S]+?)\|\|`,
    ({ spoiler = '' }, names) => element('span', { class: 'spoiler', tabindex: 0 }, ...inline(spoiler, names)),
  ],
  [
    String.raw`\*(?<stars>[^\s*](?:[\s\S]*?[^\s*])?)\*(?!\*)`,
    ({ stars = '' }, names) => element('em', {}, ...inline(stars, names)),
  ],
  [
    String.raw`(?<!\w)_(?<lines>[^_](?:[\s\S]*?[^_])?)_(?!\w)`,
    ({ lines = '' }, names) => element('em', {}, ...inline(lines, names)),
  ],
];

const pattern = new RegExp(rules.map(([source], index) => `(?<rule${index}>${source})`).join('|'), 'g');

/**
 * A text without its blocks, as nodes.
 *
 * @param {string} text
 * @param {Names} names
 * @returns {Child[]}
 */
export function inline(text, names) {
  /** @type {Child[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const groups = /** @type {Record<string, string>} */ (match.groups);
    const rule = rules.find((_, index) => groups[`rule${index}`] !== undefined);
    parts.push(text.slice(end, match.index), rule?.[1](groups, names));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}

/**
 * @param {string} target
 * @param {Child[]} label
 */
function link(target, label) {
  if (!URL.canParse(target)) return element('span', {}, ...label);
  return element('a', { href: target, title: target, target: '_blank', rel: 'noopener noreferrer' }, ...label);
}

/**
 * A name that can be pressed, when there is such a thing.
 *
 * @param {string} mark
 * @param {string | undefined} name
 * @param {Attributes} [about]
 */
function mention(mark, name, about) {
  const text = `${mark}${name?.replace(/^@/, '') ?? 'unknown'}`;
  if (name === undefined || !about) return element('span', { class: 'mention' }, text);
  return element('button', { type: 'button', class: 'mention', ...about }, text);
}
