import { fillStore, readEntries } from './fill-store.ts';
import { openScene, openThreads, type Scene, type Stack, startBobbin, temporaryFolder } from './scene.ts';

export interface FullStore {
  readonly scene: Scene;
  /** The settings for a bot on it. */
  readonly place: Readonly<Record<string, string>>;
  /** Those of its conversations whose threads exist. */
  readonly threads: readonly string[];
}

/** A store of SQLite with many conversations, and a Discord in which some of them have their threads. */
export async function openFullStore(
  stack: Stack,
  { modelUrl, conversations, threads: count }: { modelUrl: string; conversations: number; threads: number },
): Promise<FullStore> {
  const scene = await openScene(stack, { rateLimits: false });
  const folder = temporaryFolder(stack);
  const place = { DATA_DIR: folder };
  /** Stopped afterwards, so that all of it is in the file. */
  const haveConversation = async (): Promise<string> => {
    await using own = new AsyncDisposableStack();
    await startBobbin(own, scene, { modelUrl, place });
    const [threadId = ''] = await openThreads(scene, 1);
    await scene.turns.ask(scene.ada, threadId, 'and now?');
    return threadId;
  };
  await haveConversation();
  const before = readEntries(folder);
  const template = await haveConversation();

  const general = scene.discord.channel('general').id;
  const threads: string[] = [];
  while (threads.length < count) {
    threads.push((await scene.ada.startThread(general, { name: `Thread ${threads.length + 1}` })).id);
  }
  const startMs = performance.now();
  const { keys, shared } = fillStore(folder, before, template, [
    ...threads,
    ...olderIds(conversations - count, template),
  ]);
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  console.log(
    `${conversations} conversations written in ${seconds} s, ${keys} keys each; shared and left as they are: ${shared.join(', ') || 'none'}.\n`,
  );
  return { scene, place, threads };
}

/** Ids as Discord gave them before this one, a second apart. */
function olderIds(count: number, id: string): string[] {
  return Array.from({ length: count }, (_, index) => `${BigInt(id) - ((BigInt(index + 1) * 1_000n) << 22n)}`);
}
