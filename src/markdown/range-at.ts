interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range in which a place is, of some that are in order and apart. */
export function rangeAt<Found extends Range>(ranges: readonly Found[], at: number): Found | undefined {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  const range = ranges[low];
  return range && range.start <= at ? range : undefined;
}
