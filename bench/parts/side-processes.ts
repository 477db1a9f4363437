import { setTimeout as delay } from 'node:timers/promises';
import { samplePdf } from '../../test/support/sample-pdf.ts';
import type { Bench, Part } from '../bench.ts';
import type { Program } from '../programs.ts';
import { openScene, openThreads, startBobbin, temporaryFolder } from '../scene.ts';
import { table } from '../table.ts';
import { atLeast, atMost } from '../target.ts';
import { childrenOf, cpuMs, peakRssMb, rssMb } from '../usage.ts';

const SETTLING_MS = 10_000;
const ROUNDS = 2;
const ANSWERS = 10;
/** A side process is put away a minute after its last work. */
const IDLE_MS = 65_000;
const LEFT_MB = 15;

/** What formulas and documents take: of the bot's process, and of those beside it, which come and go. */
export const sideProcesses: Part = async (bench: Bench) => {
  await using stack = new AsyncDisposableStack();
  const scene = await openScene(stack);
  const bot = await startBobbin(stack, scene, { ...bench, place: { DATA_DIR: temporaryFolder(stack) } });
  const [threadId = ''] = await openThreads(scene, 1);
  const ask = (text: string, pdf?: Uint8Array) =>
    scene.turns.ask(scene.ada, threadId, text, { attachments: pdf ? [{ name: 'report.pdf', data: pdf }] : [] });
  const pdf = (seed: number) => samplePdf(Array.from({ length: 20 }, (_, page) => pageOf(page * seed)));
  const kinds: readonly [what: string, ask: (count: number) => Promise<unknown>][] = [
    ['plain', () => ask('and now?')],
    ['with a formula', (count) => ask(`formula=${count}`)],
    ['to a PDF of 20 pages', (count) => ask('what is in it?', pdf(count))],
  ];
  await delay(SETTLING_MS);
  const before = rssMb(bot.pid);
  const rows: string[][] = [['before', '', before.toFixed(0), '', '']];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [what, askOnce] of kinds) rows.push(await measure(bot, what, askOnce));
  }
  const busy = childrenOf(bot.pid).length;
  await delay(IDLE_MS);
  const after = rssMb(bot.pid);
  const left = childrenOf(bot.pid).length;
  rows.push(['a minute later', '', after.toFixed(0), String(left), '']);
  table(
    ['after', "the bot's processor, ms an answer", "the bot's RSS, MB", 'processes beside it', 'their RSS at most, MB'],
    rows,
  );
  return [
    atLeast('processes beside the bot, one that draws and one that reads', busy, 2, 'processes'),
    atMost('the same of an idle bot', left, 0, 'processes', 0),
    atMost('memory that formulas and documents leave in the bot', after - before, LEFT_MB, 'MB', 0),
  ];
};

async function measure({ pid }: Program, what: string, ask: (count: number) => Promise<unknown>): Promise<string[]> {
  const cpuBefore = cpuMs(pid);
  for (let count = 1; count <= ANSWERS; count += 1) await ask(count);
  const beside = childrenOf(pid);
  return [
    `${ANSWERS} answers ${what}`,
    ((cpuMs(pid) - cpuBefore) / ANSWERS).toFixed(0),
    rssMb(pid).toFixed(0),
    String(beside.length),
    beside.map((child) => peakRssMb(child).toFixed(0)).join(', '),
  ];
}

function pageOf(seed: number): string[] {
  return Array.from({ length: 40 }, (_, line) => `Line ${line} says ${seed + line} of many things, one after another.`);
}
