import { readFileSync } from 'node:fs';
import { table } from './table.ts';

interface Frame {
  functionName: string;
  url: string;
  lineNumber: number;
}

interface Profile {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  /** The node that was on top, sample after sample, and the microseconds between them. */
  samples: number[];
  timeDeltas: number[];
  startTime: number;
}

interface Load {
  readonly turns: number;
  readonly window: readonly [fromUs: number, toUs: number];
}

const LINES = 25;
/** What is not work. */
const NO_WORK = new Set(['(idle)', '(program)', '(root)']);

/** Where a process spent its time in a window, by folder or package and by function, from its `.cpuprofile`. */
export function printProfile(name: string, file: string, { turns, window }: Load): void {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const byGroup = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, us: number) => sums.set(key, (sums.get(key) ?? 0) + us);
  const places = placesOf(profile);
  let [clockUs, wholeUs] = [profile.startTime, 0];
  profile.samples.forEach((id, index) => {
    const us = profile.timeDeltas[index] ?? 0;
    clockUs += us;
    const place = places.get(id);
    if (!place || clockUs < window[0] || clockUs > window[1]) return;
    wholeUs += us;
    add(byGroup, place.group, us);
    add(byFunction, place.name, us);
  });
  const rows = (sums: Map<string, number>) =>
    [...sums]
      .toSorted(([, left], [, right]) => right - left)
      .slice(0, LINES)
      .map(([key, us]) => [key, `${((100 * us) / wholeUs).toFixed(1)} %`, (us / turns).toFixed(0)]);
  console.log(`Profile, ${name}: ${(wholeUs / turns / 1_000).toFixed(2)} ms a turn by its samples.\n`);
  table(['package or folder, own time', 'share', 'µs a turn'], rows(byGroup));
  table(['function, own time', 'share', 'µs a turn'], rows(byFunction));
}

/** For each node that is work: which part it belongs to, and its name. Native functions count for who called them. */
function placesOf({ nodes }: Profile): Map<number, { group: string; name: string }> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, { group: string; name: string }>();
  const visit = (id: number, caller: string, callerName: string): void => {
    const node = byId.get(id);
    if (!node) return;
    const { functionName, url, lineNumber } = node.callFrame;
    const isNative = url === '';
    const isSpecial = functionName.startsWith('(') && isNative;
    const group = isSpecial ? functionName : isNative ? caller : groupOf(url);
    const own = functionName || '(anonymous)';
    const name = isSpecial
      ? functionName
      : isNative
        ? `native ${own} ← ${callerName}`
        : `${own} (${shortened(url)}:${lineNumber + 1})`;
    if (!NO_WORK.has(functionName)) places.set(id, { group, name });
    const next = isNative ? callerName : name;
    for (const child of node.children ?? []) visit(child, group, next);
  };
  const [root] = nodes;
  if (root) visit(root.id, '(root)', '');
  return places;
}

/** The package, the folder of this project, or the part of Node. */
function groupOf(url: string): string {
  const path = shortened(url);
  if (path.startsWith('node:')) return path.split('/').slice(0, 2).join('/');
  const [, name] = /^((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return url.includes('/node_modules/') ? (name ?? path) : path.split('/').slice(0, 2).join('/');
}

function shortened(url: string): string {
  const packaged = url.lastIndexOf('/node_modules/');
  if (packaged >= 0) return url.slice(packaged + '/node_modules/'.length);
  return url.replace(new URL('..', import.meta.url).href, '');
}
