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
