const OPENING = /^([ \t]*)((?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|[ \t])*)(`{3,10}(?![^`]*`)|~{3,10}(?!~))/;

/**
 * The text for a CommonMark parser: models often indent the fences of code in a list, but not the code, at which the list
 * would end with the code block unclosed. Discord takes all up to the closing fence as code. Lines stay lines.
 */
export function indentCode(text: string): string {
  if (!/\n[ \t]+(?:```|~~~)/.test(text)) return text;
  const lines = text.split('\n');
  let open: { readonly index: number; readonly indentation: string; readonly marker: string } | undefined;
  for (const [index, line] of lines.entries()) {
    if (open) {
      const { indentation, marker } = open;
      const shown = line.replace(/^[\s>]+/, '').trimEnd();
      if (!shown.startsWith(marker) || shown.replaceAll(marker.charAt(0), '') !== '') continue;
      for (let inner = open.index + 1; inner <= index; inner += 1) {
        const code = lines[inner] ?? '';
        if (code !== '' && !code.startsWith(indentation)) lines[inner] = indentation + code;
      }
      open = undefined;
    } else {
      const [, indentation = '', container = '', marker] = OPENING.exec(line) ?? [];
      if (marker !== undefined) open = { index, indentation: container === '' ? indentation : '', marker };
    }
  }
  return lines.join('\n');
}
