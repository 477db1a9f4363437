import highlighter from 'highlight.js/lib/common';

/** Code as HTML with a class for each kind of word; `undefined` for a language that is not one of the common ones. */
export function highlight(code: string, language: string): string | undefined {
  if (!highlighter.getLanguage(language)) return undefined;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
