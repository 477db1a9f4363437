import { setTimeout as delay } from 'node:timers/promises';
import { countOf, judge, type Offence, type Verdict } from './judge.ts';
import type { Extent, Scenario } from './scenario.ts';
import { setStage, type Stage } from './stage.ts';
import { transcriptOf } from './transcript.ts';

/** How a scenario went. */
export interface Outcome {
  readonly name: string;
  readonly seed: number;
  readonly posts: number;
  readonly faults: number;
  readonly verdict: Verdict;
  /** How often the bot ended by itself. */
  readonly crashes: number;
  readonly seconds: number;
  /** Where the logs are; undefined when all went well and they are gone. */
  readonly folder: string | undefined;
  /** The last lines of each log, when something went wrong. */
  readonly logTails: readonly string[];
}

export interface PlayOptions {
  readonly seed: number;
  readonly extent: Extent;
  readonly keepsLogs?: boolean;
}

const OFFENCES: readonly Offence[] = ['lost', 'twice', 'half', 'stuck', 'order'];
const LOOK_AGAIN_MS = 250;
const LOG_TAIL_LINES = 25;

/** Whether nothing happened that must not happen. */
export function isClean({ verdict }: Outcome): boolean {
  return verdict.findings.length === 0;
}

export function offencesOf({ verdict }: Outcome): Record<Offence, number> {
  return Object.fromEntries(OFFENCES.map((offence) => [offence, countOf(verdict, offence)])) as Record<Offence, number>;
}

/** Lets people talk to the bot, does the harm, waits until everything is well again, and judges. */
export async function play(scenario: Scenario, { seed, extent, keepsLogs = false }: PlayOptions): Promise<Outcome> {
  const start = Date.now();
  const stage = await setStage(scenario, { seed, extent });
  let isFine = false;
  try {
    await begin(stage, scenario);
    await scenario.disturb(stage);
    await stage.crowd.fallSilent();
    await calm(stage);
    await untilSettled(stage, scenario, ['lost']);
    await delay(extent.quietMs / 2);
    await stage.crowd.probe();
    await untilSettled(stage, scenario, ['stuck']);
    await delay(extent.quietMs / 2);

    const verdict = look(stage, scenario);
    isFine = verdict.findings.length === 0;
    const logs = stage.logs();
    return {
      name: scenario.name,
      seed,
      posts: stage.crowd.posts.length,
      faults: stage.faults,
      verdict,
      crashes: logs.reduce((sum, { crashes }) => sum + crashes, 0),
      seconds: (Date.now() - start) / 1_000,
      folder: isFine && !keepsLogs ? undefined : stage.folder,
      logTails: isFine ? [] : logs.map(({ part, text }) => `${part}.log\n${tailOf(text)}`),
    };
  } finally {
    await stage.close({ keepsLogs: keepsLogs || !isFine });
  }
}

/** The bot has to know the place before the harm begins: a server where it is new has nothing to be made up for. */
async function begin(stage: Stage, scenario: Scenario): Promise<void> {
  const { bot, crowd } = stage;
  bot.start();
  await bot.untilReady();
  await crowd.gather(scenario.cast ?? { threads: 5, directs: 3 });
  await untilSettled(stage, scenario, ['lost']);
  const { findings } = look(stage, scenario);
  if (findings.length > 0) throw new Error(`Before any fault, ${findings[0]?.text}; the logs are in ${stage.folder}`);
}

async function calm({ discord, model, proxy, redis, bot }: Stage): Promise<void> {
  discord.faults.clear();
  model.behave();
  proxy?.behave();
  await redis?.start();
  redis?.thaw();
  bot.start();
}

/** Waits, not for ever, until nobody waits for an answer any more. */
async function untilSettled(stage: Stage, scenario: Scenario, offences: readonly Offence[]): Promise<void> {
  for (const start = Date.now(); Date.now() - start < stage.extent.settleMs; await delay(LOOK_AGAIN_MS)) {
    const verdict = look(stage, scenario);
    if (offences.every((offence) => countOf(verdict, offence) === 0)) return;
  }
}

function look({ discord, crowd }: Stage, { allowsApologies }: Scenario): Verdict {
  const places = crowd.conversations.map(({ placeId }) => placeId);
  return judge(crowd.posts, transcriptOf(discord, places), { allowsApologies });
}

/** The last lines that are no routine: warnings, errors, and what is not of the log at all. */
function tailOf(log: string): string {
  const lines = log.trimEnd().split('\n');
  return lines
    .filter((line) => !/^\{"level":[123]0,/.test(line))
    .slice(-LOG_TAIL_LINES)
    .join('\n');
}
