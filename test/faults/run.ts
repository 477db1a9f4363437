/**
 * What Bobbin survives: `npm run test:faults`. Starts the real bot in a process of its own, lets people talk to it while
 * things break, and counts the posts that were lost, answered twice or half, and the conversations that are stuck.
 * `--only kill/Redis` plays the scenarios whose name begins so, `--seed 7` another day, `--kills 5` a shorter one.
 */
import { parseArgs } from 'node:util';
import { redisIsMissing } from '../support/redis.ts';
import { isClean, type Outcome, play } from './play.ts';
import { details, tableHead, tableRow } from './report.ts';
import type { Extent } from './scenario.ts';
import { scenarios } from './scenarios/all.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    kills: { type: 'string', default: '30' },
    restarts: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '2' },
    'side-by-side': { type: 'string', default: '2' },
    'keep-logs': { type: 'boolean', default: false },
  },
});
const extent: Extent = {
  kills: Number(values.kills),
  rounds: Number(values.rounds),
  restarts: Number(values.restarts),
  outageMs: 8_000,
  settleMs: 60_000,
  quietMs: 8_000,
};

const chosen = scenarios.filter(({ name }) => name.startsWith(values.only));
const playable = chosen.filter(({ setting }) => setting.store !== 'Redis' || redisIsMissing === undefined);
const outcomes: Outcome[] = [];
const broken: string[] = [];

say(tableHead());
const waiting = [...playable];
await Promise.all(Array.from({ length: Number(values['side-by-side']) }, playWaiting));

for (const outcome of outcomes) {
  const text = details(outcome);
  if (text !== '') say(`\n${text}`);
}
for (const text of broken) say(`\n${text}`);
if (playable.length < chosen.length) say(`\n${redisIsMissing}: ${chosen.length - playable.length} scenarios`);
if (chosen.length === 0) say(`No scenario begins with ${values.only}: ${scenarios.map(({ name }) => name).join(', ')}`);
process.exitCode = outcomes.length > 0 && broken.length === 0 && outcomes.every(isClean) ? 0 : 1;

async function playWaiting(): Promise<void> {
  for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
    try {
      const outcome = await play(scenario, { seed: Number(values.seed), extent, keepsLogs: values['keep-logs'] });
      outcomes.push(outcome);
      say(tableRow(outcome));
    } catch (error) {
      broken.push(`${scenario.name} could not be played: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
