import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Part } from '../bench.ts';
import { startEngine } from '../other-bots.ts';
import { isPoll, type ProxyOptions, startProxy } from '../proxy.ts';
import { assistantsServer, openScene, openThreads, startBobbin, temporaryFolder, untilQuiet } from '../scene.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

/** What may still be asked after the answer is there. */
const AFTERMATH_MS = 500;
const SHORT_MS = 500;
const LONGER_MS = 2_000;

/**
 * How many requests one turn takes. What the embedded engine is asked cannot be seen from outside, so Bobbin is put in
 * front of the same engine over HTTP, which then hears `Prefer` as the embedded one does.
 */
export const requests: Part = async (bench) => {
  const asEmbedded = await ofAssistants(bench, { passesPrefer: true, pollAfterMs: 'as it is' });
  const remote = await ofAssistants(bench, {});
  const [short, longer] = await ofDiscord(bench);
  const remoteWithoutPolls = remote.filter((request) => !request.startsWith('poll '));
  table(
    ['one turn', 'what is asked'],
    [
      ['embedded engine (seen over HTTP)', summary(asEmbedded)],
      ['remote server', summary(remote)],
      [`Discord, ${SHORT_MS} ms of thinking`, summary(short)],
      [`Discord, ${LONGER_MS} ms of thinking`, summary(longer)],
    ],
  );
  return [
    atMost('requests to the Assistants server for one short turn, embedded', asEmbedded.length, 4, 'requests', 0),
    atMost('the same, remote, without the polls', remoteWithoutPolls.length, 2, 'requests', 0),
    atMost('requests to Discord, answer within a second', forTheAnswer(short), 1, 'request', 0),
    atMost('requests to Discord, answer after two seconds', forTheAnswer(longer), 2, 'requests', 0),
  ] satisfies Target[];
};

/** Without the edit that takes the button off the answer before: nobody waits for it, and it is left out when much is to do. */
function forTheAnswer(requests: readonly string[]): number {
  return requests.filter((request) => !request.startsWith('PATCH ')).length;
}

async function ofAssistants(bench: Bench, options: ProxyOptions): Promise<string[]> {
  await using stack = new AsyncDisposableStack();
  const engine = await startEngine(stack, bench);
  const { url, passed } = await startProxy(stack, engine.url, options);
  const scene = await openScene(stack);
  await startBobbin(stack, scene, { ...bench, place: { DATA_DIR: temporaryFolder(stack), ...assistantsServer(url) } });
  const [threadId = ''] = await openThreads(scene, 1);
  await delay(AFTERMATH_MS);
  const before = passed.length;
  await scene.turns.ask(scene.ada, threadId, `think=${SHORT_MS}`);
  await delay(AFTERMATH_MS);
  return passed.slice(before).map((request) => `${isPoll(request) ? 'poll ' : ''}${named(request)}`);
}

async function ofDiscord(bench: Bench): Promise<[short: string[], longer: string[]]> {
  await using stack = new AsyncDisposableStack();
  const scene = await openScene(stack);
  await startBobbin(stack, scene, { ...bench, place: { DATA_DIR: temporaryFolder(stack) } });
  const [threadId = ''] = await openThreads(scene, 1);
  const during = async (thinkMs: number) => {
    await untilQuiet(scene);
    const before = scene.discord.requests.length;
    await scene.turns.ask(scene.ada, threadId, `think=${thinkMs}`);
    await delay(AFTERMATH_MS);
    return scene.discord.requests.slice(before).map(named);
  };
  return [await during(SHORT_MS), await during(LONGER_MS)];
}

function named({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/\?.*/, '').replaceAll(/\d{15,}|(?<=_)\w+/g, '…')}`;
}

function summary(requests: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
  return [...counts].map(([request, count]) => `${count} × ${request}`).join(', ');
}
