import { randomBytes } from 'node:crypto';
import { REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import type { PostFile } from '../../src/conversation/post.ts';
import { createDownload } from '../../src/discord/download.ts';
import { createReadPostFile } from '../../src/discord/read-post-file.ts';
import { UserError } from '../../src/errors.ts';
import { type Discord, startDiscord } from '../support/bot.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A local Discord, and what reads its files; `now` is what the reader takes for the time. */
async function setUp(now?: () => number) {
  const discord = await startDiscord();
  const rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.token);
  onTestFinished(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const download = createDownload({ cdnUrl: `${discord.url}/cdn` });
  const read = createReadPostFile({ download, rest, ...(now && { now }) });
  const limits = { maxBytes: 1_000, signal: new AbortController().signal };
  const ada = discord.person('Ada');
  const channelId = discord.channel('general').id;
  return { discord, read, limits, ada, channelId };
}

type Message = Awaited<ReturnType<ReturnType<Discord['person']>['post']>>;

function fileIn({ attachments }: Pick<Message, 'attachments'>, source?: PostFile['source']): PostFile {
  const [file] = attachments;
  if (!file) throw new Error('There is no file.');
  return { id: file.id, name: file.filename, url: file.url, bytes: file.size, ...(source && { source }) };
}

const attachments = [{ name: 'bees.txt', data: 'Bees dance.' }];
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const fetched = ({ requests }: Discord) => requests.filter(({ path }) => /\/messages\/\d+$/.test(path)).length;

test('a file comes from its URL, and nothing else is asked', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments });

  const bytes = await read(fileIn(post), { id: post.id, channelId }, limits);

  expect(text(bytes)).toBe('Bees dance.');
  expect(fetched(discord)).toBe(0);
});

test('a URL of which Discord knows nothing any more is renewed by the message', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments });
  discord.faults.expireFileLinks();

  const bytes = await read(fileIn(post), { id: post.id, channelId }, limits);

  expect(text(bytes)).toBe('Bees dance.');
  expect(fetched(discord)).toBe(1);
});

test('a URL that says that it has run out is not even tried', async () => {
  const { discord, read, limits, ada, channelId } = await setUp(() => Date.now() + DAY_MS);
  const post = await ada.post(channelId, '', { attachments });
  discord.faults.fail({ path: /^\/cdn/, status: 500 });

  const reading = read(fileIn(post), { id: post.id, channelId }, limits);

  // The one download that there is, of the new URL, goes wrong.
  await expect(reading).rejects.not.toBeInstanceOf(UserError);
  expect(fetched(discord)).toBe(1);
});

test('a file of another message is renewed there, and one of a forward by the forward', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const original = await discord.person('Bob').post(channelId, '', { attachments });
  const help = discord.channel('help').id;
  const forward = await ada.forward(help, original);
  const source = { channelId, messageId: original.id };
  discord.faults.expireFileLinks();

  const quoted = await read(fileIn(original, source), { id: '1', channelId: help }, limits);
  await discord.person('Bob').delete(channelId, original.id);
  const forwarded = await read(fileIn(original), { id: forward.id, channelId: help }, limits);

  expect([quoted, forwarded].map(text)).toEqual(['Bees dance.', 'Bees dance.']);
});

test('says so when the message is gone, or the file was taken off it, or the place may not be seen', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const [gone, edited] = [
    await ada.post(channelId, 'a', { attachments }),
    await ada.post(channelId, 'b', { attachments }),
  ];
  const secret = await ada.startThread(channelId, { name: 'secret', private: true });
  const hidden = await ada.post(secret.id, '', { attachments });
  await ada.delete(channelId, gone.id);
  await ada.edit(channelId, edited.id, 'b', { keep: [] });
  discord.faults.expireFileLinks();

  for (const post of [gone, edited, hidden]) {
    const reading = read(fileIn(post), { id: post.id, channelId: post.channel_id }, limits);
    await expect(reading).rejects.toMatchObject({ name: 'UserError', key: 'download.gone' });
  }
});

test('says so when it is too large, also when Discord has said that it is not', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments: [{ name: 'a.bin', data: randomBytes(1_001) }] });
  const file = fileIn(post);

  for (const bytes of [1_001, 10]) {
    const reading = read({ ...file, bytes }, { id: post.id, channelId }, limits);
    await expect(reading).rejects.toMatchObject({ name: 'UserError', key: 'download.tooLarge' });
  }
  expect(fetched(discord)).toBe(0);
});

test('what may pass is no answer for the person: trouble of the CDN, of REST, and with the connection', async () => {
  const { discord, read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments });
  const reading = () => read(fileIn(post), { id: post.id, channelId }, limits);
  const failures: unknown[] = [];
  const failed = async () => void failures.push(await reading().catch((error: unknown) => error));

  for (const status of [503, 429, 'drop'] as const) {
    discord.faults.fail({ path: /^\/cdn/, status });
    await failed();
  }
  discord.faults.expireFileLinks();
  discord.faults.fail({ path: /\/messages\/\d+$/, status: 500 });
  await failed();

  expect(failures).toHaveLength(4);
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(UserError);
  }
  expect(text(await reading())).toBe('Bees dance.');
});

test('ends with the reason of its signal', async () => {
  const { read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments });
  const signal = AbortSignal.abort(new Error('enough'));

  await expect(read(fileIn(post), { id: post.id, channelId }, { ...limits, signal })).rejects.toThrow('enough');
});

test('nothing comes from elsewhere, whatever URL was stored', async () => {
  const { read, limits, ada, channelId } = await setUp();
  const post = await ada.post(channelId, '', { attachments });
  const file = { ...fileIn(post), url: 'https://cdn.discordapp.com.example/attachments/1/1/a.txt' };

  await expect(read(file, { id: post.id, channelId }, limits)).rejects.toMatchObject({ key: 'download.elsewhere' });
});
