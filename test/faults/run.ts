/**
 * What Bobbin survives: `npm run test:faults`. Starts the real bot in a process of its own, lets people talk to it while
 * things break, and counts the posts that were lost, answered twice or half, and the conversations that are stuck.
 * `--only kill/Redis` plays the scenarios whose name begins so, `--seed 7` another day, `--kills 5` a shorter one,
 * `--short` what `npm test` plays.
 */
import { parseArgs } from 'node:util';
import { redisIsMissing } from '../support/redis.ts';
import { isClean, type Outcome, play } from './play.ts';
import { details, tableHead, tableRow } from './report.ts';
import type { Extent } from './scenario.ts';
import { longExtent, longForm } from './scenarios/long-form.ts';
import { shortExtent, shortForm } from './scenarios/short-form.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
    kills: { type: 'string' },
    rounds: { type: 'string' },
    restarts: { type: 'string' },
    'side-by-side': { type: 'string', default: '2' },
    'keep-logs': { type: 'boolean', default: false },
  },
});
const chosenExtent = values.short ? shortExtent : longExtent;
const extent: Extent = {
  ...chosenExtent,
  kills: Number(values.kills ?? chosenExtent.kills),
  rounds: Number(values.rounds ?? chosenExtent.rounds),
  restarts: Number(values.restarts ?? chosenExtent.restarts),
};

const scenarios = values.short ? shortForm : longForm;
const chosen = scenarios.filter(({ name }) => name.startsWith(values.only));
const playable = chosen.filter(({ setting }) => setting.store !== 'Redis' || redisIsMissing === undefined);
const outcomes: Outcome[] = [];
const broken: string[] = [];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

say(tableHead());
const waiting = [...playable];
await Promise.all(Array.from({ length: Number(values['side-by-side']) }, playWaiting));

for (const outcome of outcomes) {
  const text = details(outcome);
  if (text !== '') say(`\n${text}`);
}
for (const text of broken) say(`\n${text}`);
if (playable.length < chosen.length)
  say(`\n${chosen.length - playable.length} scenarios were not played. ${redisIsMissing}`);
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
