import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { type Outgoing, UndeliverableError } from '../../src/conversation/surface.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { createRandom } from '../faults/random.ts';
import { setUpConversations, UnheardError } from '../support/conversations.ts';
import { scriptAssistants, textPart } from '../support/scripted-assistants.ts';

type Bot = ReturnType<typeof setUpConversations>;

const MAX_CRASHES = 4;
const PIECES = 6;

/** A number from 0 up to, not including, the bound; the same ones for the same seed. */
function randomOf(seed: number) {
  const { between } = createRandom(seed);
  return (bound: number) => between(0, bound - 1);
}
type Random = ReturnType<typeof randomOf>;

/** An answer of texts and pictures, in which much says the same. */
function writeAnswer(random: Random) {
  const assistants = scriptAssistants();
  const isSame = random(3) === 0;
  const count = 1 + random(14);
  const texts: string[] = [];
  const parts: object[] = [];
  for (let group = 0; group <= random(3); group += 1) {
    const paragraphs = Array.from({ length: count }, (_, index) => {
      return isSame
        ? 'The same words. '.repeat(60)
        : `Part ${group}.${index}: ${'so it goes on. '.repeat(5 + random(50))}`;
    });
    texts.push(paragraphs.join('\n\n'));
    parts.push(textPart(texts.at(-1) ?? ''));
    const pictures = random(4) === 0 ? 11 : random(3);
    for (let index = 0; index < pictures; index += 1) {
      const id = `file_${parts.length}`;
      assistants.addFile(id, { name: `${id}.png`, content: id });
      parts.push({ type: 'image_file', image_file: { file_id: id } });
    }
  }
  assistants.sayMessages([parts]);
  return { assistants, text: texts.join('\n\n'), mostMessages: [2, 5, 20][random(3)] ?? 5 };
}

function options({ assistants, mostMessages }: ReturnType<typeof writeAnswer>, growing: boolean) {
  const operator = { ...NO_OPERATOR_SETTINGS, defaults: { everywhere: { growing, mostMessages } } };
  return { isQuick: true, operator, assistants };
}

/** What stands there in the end, without ids. */
function finalState(bot: Bot) {
  return bot
    .shown()
    .map(({ id: _id, files = [], ...message }) => ({ ...message, files: files.map(({ name }) => name) }));
}

async function isOver({ store }: Bot): Promise<boolean> {
  return (await store.members('waiting')).length === 0;
}

/** A Discord that is away now and then, takes what it does not confirm, and sees processes die. */
function makeTrouble(random: Random, crashes: { count: number }, refusesFiles: boolean) {
  return (bot: Bot) => {
    const process = { ended: undefined as Promise<void> | undefined };
    const disturb = ({ files = [] }: Pick<Outgoing, 'files'>) => {
      if (process.ended) throw new Error('It is dead.');
      const what = random(10);
      if (what === 0) throw new Error('Discord is away.');
      if (what === 1 || (what === 2 && random(2) === 0)) bot.refusals.push(new UnheardError('The answer was lost.'));
      if (what === 2 && crashes.count < MAX_CRASHES) {
        crashes.count += 1;
        process.ended = bot.conversations.close(0);
        if (random(2) === 0) throw new Error('It died before.');
      }
      if (what === 3 && refusesFiles && files.length > 0) {
        throw new UndeliverableError('Request entity too large', { isAboutPlace: false });
      }
    };
    bot.hooks.sending = disturb;
    bot.hooks.edited = (_id, body) => disturb(body);
    return process;
  };
}

/** The answer of that seed, with trouble. */
async function answerInTrouble(seed: number, refusesFiles: boolean) {
  const random = randomOf(seed);
  const answer = writeAnswer(random);
  const { assistants, text } = answer;
  const isGrowing = random(3) > 0;
  const trouble = makeTrouble(random, { count: 0 }, refusesFiles);
  let bot = setUpConversations(options(answer, isGrowing));
  const { file, sent, changes } = bot;
  let process = trouble(bot);
  const stream = isGrowing ? assistants.nextStream() : undefined;
  if (stream) assistants.nextRun({ status: 'in_progress' });
  await bot.conversations.take(bot.post('Tell me'));
  if (stream) {
    const size = Math.ceil(text.length / PIECES);
    for (let at = 0; at < text.length && !process.ended; at += size) {
      await stream.write(text.slice(at, at + size));
      await delay(8); // whatever grows in that time
    }
    assistants.settleAll();
    void stream.end();
  }
  for (;;) {
    while (!process.ended && !(await isOver(bot))) await delay(2);
    if (!process.ended) return bot;
    await process.ended;
    // Discord remembers nonces for some minutes only.
    if (seed % 2 === 1)
      sent.splice(0, Infinity, ...sent.map((message, index) => ({ ...message, nonce: `old ${index}` })));
    bot = setUpConversations({ ...options(answer, isGrowing), file, sent, changes });
    process = trouble(bot);
    void bot.conversations.resume();
  }
}

const SEEDS = Array.from({ length: 20 }, (_, index) => index);

describe('whatever happens while an answer is posted', { timeout: 60_000 }, () => {
  test.each(SEEDS)('it is there in the end, whole and once (%i)', async (seed) => {
    const answer = writeAnswer(randomOf(seed));
    const plain = setUpConversations(options(answer, false));
    await plain.conversations.take(plain.post('Tell me'));
    await vi.waitFor(async () => expect(await isOver(plain)).toBe(true), 10_000);

    const bot = await answerInTrouble(seed, false);

    expect(finalState(bot)).toEqual(finalState(plain));
  });

  test.each(SEEDS)('also when files are refused, with one button and one notification (%i)', async (seed) => {
    const { text } = writeAnswer(randomOf(seed));

    const state = finalState(await answerInTrouble(seed, true));

    const said = state.map(({ content }) => content).join('\n');
    const numbers = (all: string) => Array.from(all.matchAll(/Part [\d.]+/g), ([number]) => number);
    if (!state.some(({ files }) => files.includes('answer.md'))) expect(numbers(said)).toEqual(numbers(text));
    expect(state.map(({ button }) => button?.kind)).toEqual([...state.slice(1).map(() => undefined), 'retry']);
    expect(state.map(({ isSilent = false }) => isSilent)).toEqual(state.map((_, index) => index > 0));
    const names = state.flatMap(({ files }) => files);
    expect(new Set(names).size).toBe(names.length);
  });
});
