import type { Extract } from './extract.ts';

/** Groups of this kind are not text; so are all that begin with `\*`. */
const SKIPPED =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header[lrf]?|footer[lrf]?|themedata|listtable|xmlnstbl)$/;
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  '~': ' ',
  _: '-',
  '\\': '\\',
  '{': '{',
  '}': '}',
};
const CODE_PAGES: Readonly<Record<string, string>> = { 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' };
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9a-f]{2})+)|\\([^a-z'])|([{}])|([^\\{}\r\n]+)/gi;

interface Group {
  readonly isSkipped: boolean;
  readonly isHidden: boolean;
  /** Of old programs, behind a character by its number: they do not know it. */
  readonly substitutes: number;
}

/** The text of Rich Text Format: https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfex */
export const extractRtf: Extract = async (bytes, output) => {
  const rtf = new TextDecoder('windows-1252').decode(bytes);
  const decoder = decoderFor(/\\ansicpg(\d{3,5})/.exec(rtf)?.[1]);
  const outer: Group[] = [];
  let group: Group = { isSkipped: false, isHidden: false, substitutes: 1 };
  let left = 0;
  const say = (text: string) => {
    if (group.isSkipped || group.isHidden) return;
    const passed = Math.min(left, text.length);
    left -= passed;
    output.write(text.slice(passed));
  };

  for (const [, word = '', number, hex, symbol, brace, text] of rtf.matchAll(TOKEN)) {
    if (output.isFull()) break;
    if (brace === '{') outer.push(group);
    else if (brace === '}') group = outer.pop() ?? group;
    else if (symbol === '*' || SKIPPED.test(word)) group = { ...group, isSkipped: true };
    else if (word === 'v') group = { ...group, isHidden: number !== '0' };
    else if (word === 'uc') group = { ...group, substitutes: Number(number) };
    else if (word === 'u') {
      left = 0;
      say(String.fromCharCode(Number(number) & 0xffff));
      left = group.substitutes;
    } else if (hex !== undefined) say(decoder.decode(Buffer.from(hex.replaceAll("\\'", ''), 'hex')));
    else say(text ?? CHARACTERS[symbol ?? word] ?? '');
    if (brace !== undefined) left = 0;
  }
  return undefined;
};

function decoderFor(codePage = '1252'): TextDecoder {
  try {
    return new TextDecoder(CODE_PAGES[codePage] ?? `windows-${codePage}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
