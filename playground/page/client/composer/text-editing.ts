/** A text with what is selected in it. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** The signs that Discord's shortcuts put around a selection, by key; with Shift for the upper case ones. */
export const FORMATS: Readonly<Record<string, string>> = { b: '**', i: '*', u: '__', X: '~~' };

/** Puts a sign around the selection, or takes it away when it is there. */
export function toggleFormat({ text, start, end }: Selected, sign: string): Selected {
  const { length } = sign;
  const [before, inside, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  if (endsAlone(before, sign) && beginsAlone(after, sign))
    return { text: before.slice(0, -length) + inside + after.slice(length), start: start - length, end: end - length };
  if (inside.length >= 2 * length && beginsAlone(inside, sign) && endsAlone(inside, sign))
    return { text: before + inside.slice(length, -length) + after, start, end: end - 2 * length };
  return { text: before + sign + inside + sign + after, start: start + length, end: end + length };
}

/** Whether the sign itself stands there: two stars are not one and one, but three are one and two. */
function endsAlone(text: string, sign: string): boolean {
  const rest = text.length - text.replace(sign.startsWith('*') ? /\*+$/ : /[_~]+$/, '').length;
  return text.endsWith(sign) && (rest === sign.length || rest === 3);
}

function beginsAlone(text: string, sign: string): boolean {
  const rest = text.length - text.replace(sign.startsWith('*') ? /^\*+/ : /^[_~]+/, '').length;
  return text.startsWith(sign) && (rest === sign.length || rest === 3);
}

/** Whether the end of the text is in a code block: there Enter makes a new line. */
export function isInFence(text: string): boolean {
  return (text.match(/```/g)?.length ?? 0) % 2 === 1;
}

/** Whether the end of the text is in code of any kind: nothing is completed there. */
export function isInCode(text: string): boolean {
  if (isInFence(text)) return true;
  const line =
    text
      .replaceAll(/```[\s\S]*?```/g, '')
      .split('\n')
      .at(-1) ?? '';
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}
