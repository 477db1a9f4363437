import { element } from './dom.js';
import { inline } from './markdown-inline.js';

/** @import { Names } from './markdown-inline.js' */

const FENCE = /```(?:([\w#+.-]+)\n)?([\s\S]*?)```/g;
const LIST_ITEM = /^( *)(?:[-*]|(\d+)\.) +(.*)$/;

/**
 * What Discord makes of a text: elements, with every word of it as text.
 *
 * @param {string} text
 * @param {Names} names
 * @returns {HTMLElement[]}
 */
export function markdown(text, names) {
  const blocks = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    const [whole, language, code = ''] = match;
    if (code.trim() === '' && language === undefined) continue;
    blocks.push(...proseBlocks(text.slice(end, match.index), names), codeBlock(code, language));
    end = match.index + whole.length;
  }
  return [...blocks, ...proseBlocks(text.slice(end), names)];
}

/**
 * @param {string} code
 * @param {string | undefined} language
 */
function codeBlock(code, language) {
  const label = language === undefined ? undefined : element('figcaption', {}, language);
  // Wide code is scrolled, with the keyboard too.
  const block = element('pre', { tabindex: 0 }, element('code', {}, code.replace(/^\n|\n$/g, '')));
  return element('figure', { class: 'code' }, label, block);
}

/**
 * @param {string} text
 * @param {Names} names
 */
function proseBlocks(text, names) {
  const lines = text.split('\n');
  /** @type {HTMLElement[]} */
  const blocks = [];
  /** @type {string[]} */
  let paragraph = [];

  function endParagraph() {
    const whole = paragraph.join('\n');
    if (whole.trim() !== '') blocks.push(element('p', {}, ...inline(whole, names)));
    paragraph = [];
  }
  /** @param {HTMLElement} block */
  function add(block) {
    endParagraph();
    blocks.push(block);
  }
  /** @param {RegExp} pattern */
  function takeWhile(pattern) {
    const count = lines.findIndex((line) => !pattern.test(line));
    return lines.splice(0, count === -1 ? lines.length : count);
  }

  while (lines.length > 0) {
    const [line = ''] = lines;
    const [, marks = '', heading = ''] = /^(#{1,3}) +(\S.*)$/.exec(line) ?? [];
    if (marks !== '') {
      add(element(/** @type {'h3' | 'h4' | 'h5'} */ (`h${marks.length + 2}`), {}, ...inline(heading, names)));
      lines.shift();
    } else if (/^-# +\S/.test(line)) {
      add(element('p', { class: 'subtext' }, ...inline(line.replace(/^-# +/, ''), names)));
      lines.shift();
    } else if (line.startsWith('>>> ')) {
      add(element('blockquote', {}, ...proseBlocks(lines.splice(0).join('\n').slice('>>> '.length), names)));
    } else if (line.startsWith('> ')) {
      const quoted = takeWhile(/^> /).map((one) => one.slice('> '.length));
      add(element('blockquote', {}, ...proseBlocks(quoted.join('\n'), names)));
    } else if (LIST_ITEM.test(line)) {
      add(list(takeWhile(LIST_ITEM), names));
    } else {
      if (line.trim() === '') endParagraph();
      else paragraph.push(line);
      lines.shift();
    }
  }
  endParagraph();
  return blocks;
}

/**
 * Lines of one list; those that stand further right belong to the item before them.
 *
 * @param {string[]} lines
 * @param {Names} names
 * @returns {HTMLElement}
 */
function list(lines, names) {
  const [, indent = '', number] = LIST_ITEM.exec(lines[0] ?? '') ?? [];
  const made = number === undefined ? element('ul') : element('ol', { start: Number(number) });
  while (lines.length > 0) {
    const [, , , text = ''] = LIST_ITEM.exec(lines.shift() ?? '') ?? [];
    const item = element('li', {}, ...inline(text, names));
    const next = lines.findIndex((line) => (LIST_ITEM.exec(line)?.[1]?.length ?? 0) <= indent.length);
    const inner = lines.splice(0, next === -1 ? lines.length : next);
    if (inner.length > 0) item.append(list(inner, names));
    made.append(item);
  }
  return made;
}
