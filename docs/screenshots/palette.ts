const MAX_COLOURS = 256;

/** Red, green and blue in one number: 0xRRGGBB. */
export type Colour = number;

type Counted = [colour: Colour, count: number];

/**
 * The colours that stand for all: the most frequent ones as they are, the rest (edges of letters) in boxes that are
 * halved where they are widest.
 */
export function choosePalette(counts: ReadonlyMap<Colour, number>): {
  palette: Colour[];
  indexOf: Map<Colour, number>;
} {
  const all = [...counts].toSorted(([, left], [, right]) => right - left);
  const kept = all.slice(0, MAX_COLOURS / 2);
  const boxes: Counted[][] = [all.slice(MAX_COLOURS / 2)].filter((box) => box.length > 0);
  while (boxes.length > 0 && boxes.length < MAX_COLOURS / 2) {
    const widest = boxes.toSorted((left, right) => weight(right) - weight(left))[0] ?? [];
    if (widest.length < 2) break;
    boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
  }
  const groups = [...kept.map((one) => [one]), ...boxes];
  const indexOf = new Map(groups.flatMap((group, index) => group.map(([colour]) => [colour, index] as const)));
  return { palette: groups.map(average), indexOf };
}

function channels(colour: Colour): [number, number, number] {
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
}

/** How far the colours of a box are apart, in the channel where it is most. */
function widest(box: readonly Counted[]): { channel: 0 | 1 | 2; range: number } {
  const ranges = ([0, 1, 2] as const).map((channel) => {
    const values = box.map(([colour]) => channels(colour)[channel]);
    return { channel, range: Math.max(...values) - Math.min(...values) };
  });
  return ranges.toSorted((left, right) => right.range - left.range)[0] ?? { channel: 0, range: 0 };
}

function weight(box: readonly Counted[]): number {
  return widest(box).range * Math.log2(1 + box.length);
}

function halves(box: readonly Counted[]): Counted[][] {
  const { channel } = widest(box);
  const sorted = box.toSorted(([left], [right]) => channels(left)[channel] - channels(right)[channel]);
  const middle = sorted.length >> 1;
  return [sorted.slice(0, middle), sorted.slice(middle)];
}

function average(box: readonly Counted[]): Colour {
  const total = box.reduce((sum, [, count]) => sum + count, 0);
  const mean = ([0, 1, 2] as const).map((channel) =>
    Math.round(box.reduce((sum, [colour, count]) => sum + channels(colour)[channel] * count, 0) / total),
  );
  return mean.reduce((colour, value) => colour * 256 + value, 0);
}
