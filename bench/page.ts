import type { Page } from 'playwright-core';
import { createDiscord, type Discord } from '../playground/discord/discord.ts';
import { createPages } from '../playground/page/pages.ts';
import { startBrowser } from '../test/support/chromium.ts';
import { measureTasks } from './page-tasks.ts';
import { percentile } from './statistics.ts';
import { table } from './table.ts';

const MESSAGES = 10_000;
const MINUTE_MS = 60_000;
const WHEEL_PX = 900;
const VISITS = 5;
const TARGETS = { firstPaintMs: 300, taskMs: 50 };

const SAMPLES = [
  'That works for me.',
  'Has anybody tried the **new** version? It is `much` faster, but I had to change [the settings](https://example.org/settings).',
  '```ts\nexport function add(left: number, right: number): number {\n  return left + right;\n}\n```',
  '- one\n- two\n  - and a half\n- three\n\n> as somebody said',
  'A longer one, as models write them. It goes on for a few lines, so that it has to be wrapped on every screen, and '.repeat(
    4,
  ),
  '👍',
];

/** Fills a channel, as weeks of talk would. */
async function fill(discord: Discord): Promise<void> {
  const channel = discord.channel('general').id;
  const people = ['Ada', 'Bob', 'Mia'].map((name) => discord.person(name));
  let last = '';
  for (let number = 0; number < MESSAGES; number += 1) {
    const person = people[Math.floor(number / 3) % people.length];
    if (!person) continue;
    const text = `${number}: ${SAMPLES[number % SAMPLES.length]}`;
    const replyTo = number % 17 === 16 ? last : undefined;
    last = (await person.post(channel, text, { replyTo })).id;
    if (number % 11 === 10) await person.react(channel, last, '🎉');
  }
}

/** Runs in the page from its first moment. */
const TAKE_NOTES = `
  globalThis.notes = { firstPaint: 0, frames: [] };
  const isPainted = () => {
    const shown = document.querySelector('.message .content');
    return shown !== null && getComputedStyle(shown).visibility === 'visible';
  };
  const frame = (now) => {
    notes.frames.push(now);
    if (notes.firstPaint === 0 && isPainted()) requestAnimationFrame((next) => (notes.firstPaint = next));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;
const COUNT_NODES = "document.querySelectorAll('*').length";
const IS_AT_START = "document.querySelector('.log').scrollTop === 0 && document.querySelector('.older') === null";
const IS_AT_END =
  "(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight > scrollHeight - 2)(document.querySelector('.log'))";

interface Scrolled {
  /** Between frames, in milliseconds. */
  gaps: number[];
  /** The time of the processor that each task of the page took, in milliseconds. */
  tasks: number[];
  nodes: number;
}

/** Turns the wheel as fast as the page takes it, until there is nothing more in that direction. */
async function scroll(page: Page, direction: 'up' | 'down'): Promise<Scrolled> {
  await page.evaluate('notes.frames = []');
  const isThere = () => page.evaluate<boolean>(direction === 'up' ? IS_AT_START : IS_AT_END);
  let nodes = 0;
  const tasks = await measureTasks(browser, async () => {
    while (!(await isThere())) {
      for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, direction === 'up' ? -WHEEL_PX : WHEEL_PX);
      nodes = Math.max(nodes, await page.evaluate<number>(COUNT_NODES));
    }
  });
  const frames = await page.evaluate<number[]>('notes.frames');
  return { gaps: frames.slice(1).map((at, index) => at - (frames[index] ?? at)), tasks, nodes };
}

const discord = await createDiscord({ pages: createPages(), rateLimits: false, now: createClock() });
await fill(discord);
const browser = await startBrowser();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
await context.addInitScript(TAKE_NOTES);
const page = await context.newPage();
const paints: number[] = [];
for (let visit = 0; visit <= VISITS; visit += 1) {
  await page.goto(discord.url);
  const paint = await firstPaintOf(page);
  if (visit > 0) paints.push(paint);
}
const atRest = await page.evaluate<number>(COUNT_NODES);
await page.locator('.log').hover();
const up = await scroll(page, 'up');
const down = await scroll(page, 'down');
await browser.close();
await discord.close();

const firstPaint = percentile(paints, 0.5);
console.log(`A channel of ${MESSAGES} messages, 1280 x 800, headless Chromium.\n`);
console.log(
  `First paint of the channel: ${firstPaint.toFixed(0)} ms after the navigation began (median of ${VISITS}).`,
);
console.log(`Nodes in the document at rest: ${atRest}.\n`);
table(
  ['wheel', 'frames', 'median gap, ms', 'p95', 'max', 'longest task, CPU ms', 'most nodes'],
  (
    [
      ['up, reading all of it', up],
      ['down again', down],
    ] as const
  ).map(([name, { gaps, tasks, nodes }]) => [
    name,
    String(gaps.length),
    ...[0.5, 0.95, 1].map((share) => percentile(gaps, share).toFixed(1)),
    percentile(tasks, 1).toFixed(1),
    String(nodes),
  ]),
);
if (firstPaint > TARGETS.firstPaintMs || percentile([...up.tasks, ...down.tasks], 1) > TARGETS.taskMs)
  process.exitCode = 1;

async function firstPaintOf(visited: Page): Promise<number> {
  for (;;) {
    const paint = await visited.evaluate<number>('notes.firstPaint');
    if (paint > 0) return paint;
  }
}

/** Weeks ago at first, and a minute later with each call. */
function createClock(): () => number {
  let now = Date.now() - MESSAGES * MINUTE_MS;
  return () => Math.min(Date.now(), (now += MINUTE_MS));
}
