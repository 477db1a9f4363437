import { CLEARLY_BETTER, COSTS } from './costs.ts';
import type { Cut } from './cut-list.ts';

/** A way from the beginning of the text to a cut. */
interface Path {
  readonly messages: number;
  readonly cost: number;
  readonly node: number;
  readonly before: Path | undefined;
}

/** Cuts that are only considered when there are none before them: the next begin at these costs. */
const TIERS = [COSTS.avoided, COSTS.looksLikeBlock, COSTS.insideWord, COSTS.lastResort, Number.POSITIVE_INFINITY];

/**
 * The cuts to make, the last of which is the end of the text: the fewest messages, or one more where that makes the cuts
 * clearly better. From each cut, only the furthest of each cost is considered: a nearer one would leave more for the rest.
 */
export function choosePath(cuts: readonly Cut[], start: number, limit: number): Cut[] {
  const last = cuts.length - 1;
  const byCost = groupByCost(cuts);
  /** The best path to each cut with each number of messages that may be worth it; empty for those never reached. */
  const paths: (Path[] | undefined)[] = Array.from({ length: cuts.length });

  goOn([{ messages: 0, cost: 0, node: -1, before: undefined }]);
  for (let node = 0; node < last; node += 1) {
    const found = paths[node];
    if (found) goOn(worthwhile(found));
  }
  return cutsOf(best(worthwhile(paths[last] ?? [])));

  function worthwhile(found: readonly Path[]): readonly Path[] {
    if (found.length === 1) return found;
    const fewest = Math.min(...found.map(({ messages }) => messages));
    return found.filter(({ messages }) => messages <= fewest + 1);
  }

  function goOn(from: readonly Path[]): void {
    const [first] = from;
    if (!first) return;
    for (const next of nextOf(first.node)) {
      const cost = cuts[next]?.cost ?? 0;
      for (const path of from) {
        keep({ messages: path.messages + 1, cost: path.cost + cost, node: next, before: path });
      }
    }
  }

  function keep(path: Path): void {
    const others = (paths[path.node] ??= []);
    const index = others.findIndex(({ messages }) => messages === path.messages);
    if (index === -1) others.push(path);
    else if (path.cost < (others[index]?.cost ?? 0)) others[index] = path;
  }

  function nextOf(node: number): number[] {
    const opened = cuts[node];
    const from = opened?.start ?? start;
    const opening = opened?.open.length ?? 0;
    const fits = ({ end, close }: Cut) => end > from && opening + (end - from) + close.length <= limit;
    const next: number[] = [];
    let tier = 0;
    const end = cuts[last];
    if (end && fits(end)) next.push(last);
    for (const [cost, nodes] of byCost) {
      while (cost >= (TIERS[tier] ?? 0)) {
        if (next.length > 0) return next;
        tier += 1;
      }
      const furthest = findFurthest(nodes, from + limit - opening, node, fits);
      if (furthest !== undefined) next.push(furthest);
    }
    return next;
  }

  /** The last of them that fits, behind the node. */
  function findFurthest(nodes: readonly number[], maxEnd: number, node: number, fits: (cut: Cut) => boolean) {
    let [low, high] = [0, nodes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cuts[nodes[middle] ?? 0]?.end ?? 0) <= maxEnd) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0; index -= 1) {
      const candidate = nodes[index] ?? 0;
      if (candidate <= node) return undefined;
      const cut = cuts[candidate];
      if (cut && fits(cut)) return candidate;
    }
    return undefined;
  }

  function best(found: readonly Path[]): Path | undefined {
    const [fewest, other] = found.toSorted((a, b) => a.messages - b.messages);
    return fewest && other && fewest.cost - other.cost >= CLEARLY_BETTER ? other : fewest;
  }

  function cutsOf(path: Path | undefined): Cut[] {
    const chosen: Cut[] = [];
    for (let at = path; at; at = at.before) {
      const cut = cuts[at.node];
      if (cut) chosen.push(cut);
    }
    return chosen.toReversed();
  }
}

/** The nodes of each cost, the cheapest first, without the end. */
function groupByCost(cuts: readonly Cut[]): [cost: number, nodes: number[]][] {
  const groups = new Map<number, number[]>();
  for (let node = 0; node < cuts.length - 1; node += 1) {
    const cost = cuts[node]?.cost ?? 0;
    const nodes = groups.get(cost);
    if (nodes) nodes.push(node);
    else groups.set(cost, [node]);
  }
  return [...groups].toSorted(([a], [b]) => a - b);
}
