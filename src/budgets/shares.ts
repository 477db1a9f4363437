export interface Weighted {
  readonly id: string;
  /** The length of somebody's posts: the tokens of a turn are shared by it. */
  readonly weight: number;
}

/** Whole shares of a total by id, which add up to it; equal ones where nobody has a weight. */
export function shareByWeight(total: number, all: readonly Weighted[]): Map<string, number> {
  const sum = all.reduce((soFar, { weight }) => soFar + weight, 0);
  let weightSoFar = 0;
  let sharedSoFar = 0;
  return new Map(
    all.map(({ id, weight }, index) => {
      weightSoFar += weight;
      const part = sum > 0 ? weightSoFar / sum : (index + 1) / all.length;
      const share = Math.round(total * part) - sharedSoFar;
      sharedSoFar += share;
      return [id, share];
    }),
  );
}
