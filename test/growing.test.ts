import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { answersIn, type Discord, startBot, startDiscord } from './support/bot.ts';
import { answeringSlowly, startModelServer } from './support/model-server.ts';
import { startScript } from './support/process.ts';
import { temporaryFolder } from './support/temporary.ts';

const mention = (discord: Discord, text: string) => `<@${discord.bot.id}> ${text}`;
const TEXT = [
  'Here is the answer. It has **several** parts, and it takes a while.',
  ...Array.from(
    { length: 12 },
    (_, index) => `- Item ${index}: ${'and so it goes on, '.repeat(4)}with \`code ${index}\``,
  ),
  '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  '```ts\nconst one = 1;\nconst two = 2;\n```',
  'That is the end.',
].join('\n\n');

/** What the bot needs, with answers that grow and a model that writes slowly. */
async function prepare(pauseMs: number, isGrowing = true) {
  const discord = await startDiscord();
  const model = await startModelServer(answeringSlowly(TEXT, pauseMs));
  const folder = temporaryFolder();
  const serversFile = join(folder, 'servers.json');
  writeFileSync(serversFile, JSON.stringify({ defaults: { everywhere: { growing: isGrowing } } }));
  const settings = {
    DATA_DIR: folder,
    SERVERS_FILE: serversFile,
    MODEL_API: 'responses',
    OPENAI_API_KEY: 'a-key',
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'm',
  };
  return { discord, model, settings };
}

/** Everything that the bot has written there, also what still grows. */
function written(discord: Discord, channelId: string) {
  return discord.messages(channelId).filter(({ author, content }) => author.id === discord.bot.id && content !== '');
}

function untilGrowing(discord: Discord, channelId: string, text: string) {
  const growing = () => written(discord, channelId).find(({ content }) => content.includes(text));
  return discord.until(growing, { what: `an answer that grows to ${text}`, timeoutMs: 20_000 });
}

/** The answer with its Retry button, and nothing else. */
async function untilWhole(discord: Discord, channelId: string) {
  const last = () => {
    const message = written(discord, channelId).at(-1);
    return JSON.stringify(message?.components ?? []).includes('"custom_id":"retry:') ? message : undefined;
  };
  await discord.until(last, { what: 'the whole answer', timeoutMs: 40_000 });
  await delay(200); // nothing more may come
  return written(discord, channelId).map(({ content, flags, message_reference: reference }) => ({
    content,
    flags,
    reply: reference?.message_id !== undefined,
  }));
}

let known: ReturnType<typeof answerWithoutGrowing> | undefined;
/** The same answer without growing. */
const withoutGrowing = () => (known ??= answerWithoutGrowing());

async function answerWithoutGrowing() {
  const { discord, settings } = await prepare(0, false);
  const bot = await startBot(discord, settings);
  const { id } = await discord.person('Ada').post(discord.channel('general').id, mention(discord, 'hello'));
  const whole = await untilWhole(discord, id);
  await bot.stop();
  return whole;
}

describe('an answer that grows', { timeout: 90_000 }, () => {
  test('is edited no more often than Discord allows, and ends as it would have without', async () => {
    const { discord, settings } = await prepare(25);
    await startBot(discord, settings);
    const edits: number[] = [];
    const contents: string[] = [];
    discord.on(({ type, channelId, data }) => {
      if (type !== 'MESSAGE_UPDATE' || channelId === discord.channel('general').id) return;
      edits.push(performance.now());
      contents.push((data as { content: string }).content);
    });

    const { id } = await discord.person('Ada').post(discord.channel('general').id, mention(discord, 'hello'));
    await untilGrowing(discord, id, 'Item 3');
    const whole = await untilWhole(discord, id);

    expect(whole).toEqual(await withoutGrowing());
    const growing = contents.slice(0, -1);
    expect(growing.length).toBeGreaterThan(2);
    expect(edits.slice(1, -1).every((ms, index) => ms - (edits[index] ?? 0) > 1_100)).toBe(true);
    expect(growing.every((content) => (content.match(/\*\*/g)?.length ?? 0) % 2 === 0)).toBe(true);
    expect(growing.every((content) => (content.match(/`/g)?.length ?? 0) % 2 === 0)).toBe(true);
    expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('is stopped with its button', async () => {
    const { discord, settings } = await prepare(60);
    await startBot(discord, settings);
    const ada = discord.person('Ada');
    const { id } = await ada.post(discord.channel('general').id, mention(discord, 'hello'));
    const growing = await untilGrowing(discord, id, 'Item 0');

    await ada.click(id, growing.id, 'Stop');
    const whole = await untilWhole(discord, id);

    expect(whole).toHaveLength(1);
    expect(whole[0]?.content).not.toContain('Item');
  });

  test('that a moderator deletes is there in the end all the same, once', async () => {
    const { discord, settings } = await prepare(25);
    await startBot(discord, settings);
    const { id } = await discord.person('Ada').post(discord.channel('general').id, mention(discord, 'hello'));
    const growing = await untilGrowing(discord, id, 'Item 0');

    await discord.person('Mia', { moderator: true }).delete(id, growing.id);
    const whole = await untilWhole(discord, id);

    expect(whole).toEqual(await withoutGrowing());
  });

  test('is whole after a kill -9 in the middle and a restart, and the model is asked as if nothing had been written', async () => {
    const { discord, model, settings } = await prepare(25);
    const process = { ...settings, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const first = startScript('start.ts', process);
    await first.until('Ready');
    const { id } = await discord.person('Ada').post(discord.channel('general').id, mention(discord, 'hello'));
    await untilGrowing(discord, id, 'Item 8');

    first.child.kill('SIGKILL');
    await first.exit();
    const half = answersIn(discord, id);
    await startScript('start.ts', process).until('Ready');
    const whole = await untilWhole(discord, id);

    const asked = model.requests.filter(({ path }) => path.endsWith('/responses')).map(({ body }) => body['input']);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(half).toEqual([]);
    expect(whole).toEqual(await withoutGrowing());
  });
});
