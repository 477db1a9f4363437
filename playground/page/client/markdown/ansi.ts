/** A piece of text with the codes that hold for it: 1 is bold, 4 underlined, 30 to 37 colours, 40 to 47 backgrounds. */
export interface AnsiPiece {
  text: string;
  codes: number[];
}

const BEGIN = '\u001B[';
const CODES = /^([\d;]*)m/;

/** A block of code in the language `ansi`: programs write their colours like that, and Discord shows them. */
export function readAnsi(code: string): AnsiPiece[] {
  const [first = '', ...parts] = code.split(BEGIN);
  const pieces: AnsiPiece[] = [{ text: first, codes: [] }];
  for (const part of parts) {
    const before = pieces.at(-1)?.codes ?? [];
    const [whole = '', codes] = CODES.exec(part) ?? [];
    pieces.push({
      text: part.slice(whole.length),
      codes: codes === undefined ? before : codes.split(';').map(Number).reduce(withCode, before),
    });
  }
  return pieces.filter(({ text }) => text !== '');
}

/** Such code without its colours, to be copied. */
export function plainAnsi(code: string): string {
  return readAnsi(code)
    .map(({ text }) => text)
    .join('');
}

/** 0 ends all of them; of the colours there is only ever one. */
function withCode(codes: number[], code: number): number[] {
  const kind = kindOf(code);
  if (kind === 0) return [];
  return kind === undefined ? codes : [...codes.filter((one) => kindOf(one) !== kind), code];
}

function kindOf(code: number): number | undefined {
  if (code === 0 || code === 1 || code === 4) return code;
  const ten = Math.floor(code / 10);
  return (ten === 3 || ten === 4) && code % 10 < 8 ? ten * 10 : undefined;
}
