/** A link such as Discord shows it, that does not unfold. Without a label, the name of the file or of the site is one. */
export function link(label: string, href: string): string {
  const text = label.replace(/[[\]]/g, (bracket) => (bracket === '[' ? '(' : ')')).trim();
  const url = urlOf(href);
  if (url === '') return text === '' && !href.startsWith('data:') ? href : text;
  return `[${text === '' ? nameOf(url) : text}](<${url}>)`;
}

/** The address, if it is one that Discord makes a link of; else nothing. */
export function urlOf(href: string): string {
  const url = href.trim().replace(/[\s<>]/g, encodeURIComponent);
  return /^https?:\/\/./i.test(url) && URL.canParse(url) ? url : '';
}

function nameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  return pathname.split('/').findLast((part) => /^[\w.-]+$/.test(part)) ?? hostname;
}

/** What Discord makes links of, and what others look after. */
const SHOWN = /^(?:https?|discord|mailto|tel|sms|sandbox):/i;

/** Whether a link goes to a place that only the page has that the model thinks it writes for, or that none should go to. */
export function isDeadLink(href: string): boolean {
  return !SHOWN.test(href) && /[./#:]/.test(href);
}

/** What stands behind the text of such a link: a path, but nothing for what is no place for a reader. */
export function deadLinkText(text: string, href: string): string {
  const path = href.replaceAll('`', '%60');
  if (/^(?:#|javascript:|vbscript:|data:)/i.test(href) || text.replaceAll('`', '') === href) return '';
  return ` (\`${path}\`)`;
}
