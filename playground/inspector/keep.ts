import { MASK, type Mask, MAX_SECRET_LENGTH } from './mask.ts';

/** So many characters of one text are kept. */
const MAX_TEXT = 512 * 1024;
/** The end of one that was longer. */
export const CUT = `${MASK} (cut)`;
/** Pictures that stand in a text themselves. */
const DATA_URL = /(\bdata:[\w./+-]*;base64,)[\w+/=-]{100,}/g;

export type Keep = ReturnType<typeof createKeep>;

/** Makes a text fit to be kept: without secrets and the bytes of pictures, and not too long. */
export function createKeep({ mask }: Pick<Mask, 'mask'>, maxText = MAX_TEXT) {
  return (text: string): string => {
    // A secret that the cut would go through is taken out before.
    const isLong = text.length > maxText;
    const shown = mask(withoutData(isLong ? text.slice(0, maxText + MAX_SECRET_LENGTH) : text));
    return isLong ? shown.slice(0, maxText) + CUT : shown;
  };
}

function withoutData(text: string): string {
  return text.includes(';base64,') ? text.replace(DATA_URL, `$1${MASK}`) : text;
}

/** The JSON in a text, or the text. */
export function toJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
