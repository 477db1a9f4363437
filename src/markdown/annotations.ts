/** What a server says beside a text about a part of it. */
export interface Annotation {
  /** Of that part, as the server counts: in UTF-16 units or in code points, and not always right. */
  readonly start: number;
  readonly end: number;
  /** The part itself; empty when the server does not repeat it. */
  readonly text: string;
  readonly target: Target;
}

/** What the part stands for: a file or page that is cited, or a file that was made. */
export type Target =
  | { readonly kind: 'file'; readonly fileId: string }
  | { readonly kind: 'page'; readonly url: string; readonly title: string }
  | { readonly kind: 'made'; readonly fileId: string };

/** A part of a text and all that is said about it. Offsets are UTF-16 units. */
export interface Annotated {
  readonly start: number;
  readonly end: number;
  readonly targets: readonly [Target, ...Target[]];
}

/** Marks that are unlike everything else in a text, so that they always mean the same. */
const NUMBERED = /【[^【】\n]{0,300}†[^【】\n]{0,300}】|\ue200[^\ue200\ue201\n]{0,1000}\ue201/g;

/**
 * Finds what annotations are about, in the order of the text: where they say, if it is there, else by its text. Marks that
 * stand in the text once more mean the same. What is found nowhere is at the end of the text, with no length.
 */
export function placeAnnotations(text: string, annotations: readonly Annotation[]): Annotated[] {
  const found = new Map<number, { start: number; end: number; targets: [Target, ...Target[]] }>();
  const searched: Annotation[] = [];
  const searchedTo = new Map<string, number>();
  const isThere = ({ text: part }: Annotation, at: number) => part !== '' && at >= 0 && text.startsWith(part, at);
  for (const annotation of annotations) {
    if (isThere(annotation, annotation.start)) add(annotation.start, annotation.text.length, annotation.target);
    else searched.push(annotation);
  }
  const offsets = searched.length > 0 ? codePointOffsets(text) : undefined;
  for (const annotation of searched) {
    const { text: part, target } = annotation;
    const counted = offsets?.(annotation.start) ?? annotation.start;
    if (part === '') {
      // Servers that do not repeat the part are of the Responses API's kind, which counts code points.
      const end = offsets?.(annotation.end) ?? annotation.end;
      const isRange = counted >= 0 && end > counted && end <= text.length;
      add(isRange ? counted : text.length, isRange ? end - counted : 0, target);
    } else if (isThere(annotation, counted)) add(counted, part.length, target);
    else addFirst(part, target);
  }
  const meanings = new Map(annotations.map(({ text: part, target }) => [part, target]));
  for (const { 0: mark, index } of text.matchAll(NUMBERED)) {
    const target = meanings.get(mark);
    if (target && !found.has(index)) add(index, mark.length, target);
  }
  return [...found.values()].toSorted((one, other) => one.start - other.start);

  function add(start: number, length: number, target: Target): void {
    const before = found.get(start);
    if (before) before.targets.push(target);
    else found.set(start, { start, end: start + length, targets: [target] });
  }

  /** The first place that is nobody's yet; else the first of all. */
  function addFirst(part: string, target: Target): void {
    let at = text.indexOf(part, searchedTo.get(part));
    while (at !== -1 && found.has(at)) at = text.indexOf(part, at + part.length);
    searchedTo.set(part, at === -1 ? text.length : at + part.length);
    if (at === -1) at = text.indexOf(part);
    add(at === -1 ? text.length : at, at === -1 ? 0 : part.length, target);
  }
}

/** Whether it stands for something and says nothing itself, as `【4:0†source】` or `[3]`. */
export function isMark(part: string): boolean {
  return (
    part.length <= 300 && /^\s*(?:【[^【】\n]*】|\[\^?(?:doc)?\d{1,3}\]|\ue200[^\ue200\ue201\n]*\ue201)\s*$/.test(part)
  );
}

/** Answers where the character of that number is, when characters are counted instead of UTF-16 units. */
function codePointOffsets(text: string): (count: number) => number {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return (count) => count;
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) offsets.push(at);
  return (count) => offsets[count] ?? text.length;
}
