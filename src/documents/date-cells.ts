import { readXml } from './xml.ts';

/** Shows the numbers of cells that are dates. */
export type DateCells = ReturnType<typeof createDateCells>;

const DAY_MS = 86_400_000;
/** Days are counted from here, and a 29th of February 1900 that never was is among them. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
/** The last that Excel has: the end of 9999. */
const MAX_DAY = 2_958_466;

/** Reads from a workbook's styles which of them are dates: a cell has the number of a style, and a style of a format. */
export function createDateCells(styles: Iterable<Uint8Array>, from1904: boolean) {
  const formats = new Map<string, string>();
  const ofStyles: string[] = [];
  let isCells = false;
  readXml(styles, {
    open(name, attributes) {
      if (name === 'cellXfs') isCells = true;
      if (name === 'numFmt') formats.set(attributes['numFmtId'] ?? '', attributes['formatCode'] ?? '');
      if (name === 'xf' && isCells) ofStyles.push(attributes['numFmtId'] ?? '');
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
  });

  return {
    /** `undefined` when it is no date. */
    show(number: number, style: string): string | undefined {
      const format = ofStyles[Number(style || '0')] ?? '';
      if (!isDate(format, formats.get(format)) || number < 0 || number >= MAX_DAY) return undefined;
      const ms = Math.round((number * DAY_MS) / 1_000) * 1_000;
      const [day = '', time = ''] = new Date((from1904 ? EPOCH_1904_MS : EPOCH_MS) + ms).toISOString().split(/[T.]/);
      if (number < 1) return time;
      return time === '00:00:00' ? day : `${day} ${time}`;
    },
  };
}

/** 14 to 22 and 45 to 47 are dates without being described: ECMA-376, part 1, 18.8.30. */
function isDate(id: string, code: string | undefined): boolean {
  if (code === undefined) return /^(?:1[4-9]|2[0-2]|4[5-7])$/.test(id);
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General/gi, ''));
}
