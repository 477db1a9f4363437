import { element } from './dom.js';

const EVERY_MS = 10_000;

/** How Discord shows a moment, by the letter that asks for it. @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const full = new Intl.DateTimeFormat(undefined, STYLES['F']);

/**
 * `<t:1700000000:R>`, in the time and language of who looks. The full date is in its title.
 *
 * @param {number} seconds
 * @param {string} [style]
 */
export function timestampView(seconds, style = 'f') {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = style === 'R' ? fromNow(date) : date.toLocaleString(undefined, STYLES[style]);
  const about = { datetime: date.toISOString(), title: full.format(date), class: 'timestamp' };
  return element('time', style === 'R' ? { ...about, 'data-relative': true } : about, text);
}

/** Keeps «in 5 minutes» true while it is looked at. */
export function followTime() {
  setInterval(() => {
    for (const shown of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll('time[data-relative]'))) {
      const text = fromNow(new Date(shown.dateTime));
      if (shown.textContent !== text) shown.textContent = text;
    }
  }, EVERY_MS);
}

/** @param {Date} date */
function fromNow(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return relative.format(Math.round(seconds / length), unit);
}
