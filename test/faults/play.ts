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
  /** How many posts had one. */
  readonly files: number;
  /** What is still on the Assistants server when everything is deleted. */
  readonly filesLeft: number;
  /** How often the bot ended by itself. */
  readonly crashes: number;
  readonly seconds: number;
  /** How long after the last fault somebody still waited. */
  readonly recoverySeconds: number;
  /** Where the logs are; undefined when all went well and they are gone. */
  readonly folder: string | undefined;
  /** The end of each log, when something went wrong. */
  readonly logTails: readonly string[];
}

export interface PlayOptions {
  readonly seed: number;
  readonly extent: Extent;
  readonly keepsLogs?: boolean;
}

const OFFENCES: readonly Offence[] = ['lost', 'twice', 'half', 'stuck', 'order', 'file'];
const LOOK_AGAIN_MS = 250;
const LOG_TAIL_LINES = 15;
const MAX_LINE_LENGTH = 400;

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
    const well = Date.now();
    await untilSettled(stage, scenario, ['lost']);
    const recoverySeconds = (Date.now() - well) / 1_000;
    await delay(extent.quietMs / 2);
    await stage.crowd.probe();
    await untilSettled(stage, scenario, ['stuck']);
    await delay(extent.quietMs / 2);

    const judged = look(stage, scenario);
    await stage.crowd.deleteEverything();
    const filesLeft = await untilNoFiles(stage);
    const verdict = filesLeft > 0 ? withFilesLeft(judged, filesLeft) : judged;
    isFine = verdict.findings.length === 0;
    const logs = stage.logs();
    return {
      name: scenario.name,
      seed,
      posts: stage.crowd.posts().length,
      faults: stage.faults,
      files: stage.crowd.posts().filter(({ file }) => file !== undefined).length,
      filesLeft,
      verdict,
      crashes: logs.reduce((sum, { crashes }) => sum + crashes, 0),
      recoverySeconds,
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

/** Waits, not for ever, until the Assistants server has no file any more. Answers how many are left. */
async function untilNoFiles({ extent, filesOnServer }: Stage): Promise<number> {
  for (const start = Date.now(); Date.now() - start < extent.quietMs * 2; await delay(LOOK_AGAIN_MS)) {
    if ((await filesOnServer()).length === 0) return 0;
  }
  return (await filesOnServer()).length;
}

function withFilesLeft(verdict: Verdict, count: number): Verdict {
  const text = `${count} files are left on the server though everything is deleted`;
  const finding = { offence: 'file' as const, placeId: '', tokens: [], messageIds: [], text };
  return { ...verdict, findings: [...verdict.findings, finding] };
}

function look({ discord, crowd }: Stage, { allowsApologies, allowsUnread }: Scenario): Verdict {
  const places = crowd.conversations.map(({ placeId }) => placeId);
  return judge(crowd.posts(), transcriptOf(discord, places), { allowsApologies, allowsUnread });
}

/** The last warnings and errors, without their long ends. */
function tailOf(log: string): string {
  return log
    .split('\n')
    .filter((line) => /^\{"level":[456]0,|error/i.test(line))
    .slice(-LOG_TAIL_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .join('\n');
}
