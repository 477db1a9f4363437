import { AttachmentBuilder, Events, GuildPremiumTier, type Message, type TextChannel } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { createDiscord } from '../../../playground/discord/discord.ts';
import { collect } from '../../support/discord-client.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();
const ada = () => stage.discord.person('Ada');
const note = (data = 'Hello') => ({ name: 'note.txt', data, contentType: 'text/plain' });

async function linkNow(channel: TextChannel, messageId: string): Promise<string> {
  const message = await channel.messages.fetch({ message: messageId, force: true });
  return message.attachments.first()?.url ?? '';
}

test('a link to a file is signed; without its signature, and with another one, there is nothing', async () => {
  const { attachments } = await ada().post(stage.general.id, '', { attachments: [note()] });
  const { origin, pathname, searchParams } = new URL(attachments[0]?.url ?? '');

  const statuses = await Promise.all(
    [`?${searchParams.toString()}`, '', `?ex=ffffffff&is=${searchParams.get('is')}&hm=${searchParams.get('hm')}`].map(
      async (query) => (await fetch(`${origin}${pathname}${query}`)).status,
    ),
  );

  expect(statuses).toEqual([200, 404, 404]);
  expect([...searchParams.keys()]).toEqual(['ex', 'is', 'hm']);
});

test.each([
  ['bytes=0-1', 206, 'He', 'bytes 0-1/5'],
  ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
  ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
  ['bytes=2-99', 206, 'llo', 'bytes 2-4/5'],
  ['bytes=5-', 416, '', 'bytes */5'],
  ['lines=1-2', 200, 'Hello', null],
])('a player may ask for a part of a file: %s', async (range, status, text, contentRange) => {
  const { attachments } = await ada().post(stage.general.id, '', { attachments: [note()] });

  const response = await fetch(attachments[0]?.url ?? '', { headers: { range } });

  expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
    status,
    text,
    contentRange,
  ]);
});

test('a link runs out after a day, and the message has a new one then', async () => {
  let nowMs = Date.now();
  const discord = await createDiscord({ now: () => nowMs });
  onTestFinished(() => discord.close());
  const channelId = discord.channel('general').id;
  await discord.person('Ada').post(channelId, '', { attachments: [note()] });
  const url = () => discord.messages(channelId)[0]?.attachments[0]?.url ?? '';
  const before = url();

  nowMs += 25 * 60 * 60 * 1_000;

  expect(Number.parseInt(new URL(before).searchParams.get('ex') ?? '', 16) * 1_000).toBeLessThan(nowMs);
  expect((await fetch(before)).status).toBe(404);
  expect((await fetch(url())).status).toBe(200);
});

test('tests can let all links run out, and have downloads go wrong', async () => {
  const { id } = await ada().post(stage.general.id, '', { attachments: [note()] });
  const before = await linkNow(stage.general, id);

  stage.discord.faults.expireFileLinks();
  stage.discord.faults.fail({ path: /^\/cdn/, status: 503 });

  const broken = await fetch(before);
  const expired = await fetch(before);
  const renewed = await fetch(await linkNow(stage.general, id));
  expect([broken.status, expired.status, renewed.status]).toEqual([503, 404, 200]);
});

test('an edit keeps the files that it names, with other descriptions, and adds more', async () => {
  const files = ['a.txt', 'b.txt'].map(
    (name) => new AttachmentBuilder(Buffer.from(name), { name, description: 'old' }),
  );
  const sent = await stage.general.send({ content: 'here', files });
  const [kept] = [...sent.attachments.values()];

  const edited = await sent.edit({
    attachments: [{ id: kept?.id ?? '', description: 'new' }],
    files: [new AttachmentBuilder(Buffer.from('c'), { name: 'c.txt' })],
  });

  expect([...edited.attachments.values()].map(({ name, description }) => [name, description])).toEqual([
    ['a.txt', 'new'],
    ['c.txt', null],
  ]);
});

test('boosts of the server make files of 50 and 100 MiB possible', async () => {
  const large = { name: 'large.bin', data: new Uint8Array(50 * 1024 * 1024) };
  const post = () => ada().post(stage.general.id, '', { attachments: [large] });
  await expect(post()).rejects.toMatchObject({ code: 40005 });

  stage.discord.setPremiumTier(2);

  await expect(post()).resolves.toMatchObject({ attachments: [{ size: 50 * 1024 * 1024 }] });
  await expect.poll(() => stage.client.guilds.cache.first()?.premiumTier).toBe(GuildPremiumTier.Tier2);
  stage.discord.setPremiumTier(0);
});

test('a forward shows what the message was, and not who wrote it', async () => {
  const bob = stage.discord.person('Bob');
  const seen = collect<Message>((add) => stage.client.on(Events.MessageCreate, add));
  const original = await bob.post(stage.general.id, 'Bees dance.', { attachments: [note()], stickers: ['Wave'] });
  const help = stage.discord.channel('help').id;

  const forward = await ada().forward(help, original);
  await bob.delete(stage.general.id, original.id);

  const message = await stage.discord.until(() => seen.find(({ id }) => id === forward.id));
  const snapshot = message.messageSnapshots.first();
  expect(message).toMatchObject({
    content: '',
    author: { id: ada().id },
    reference: { type: 1, messageId: original.id },
  });
  expect(snapshot?.content).toBe('Bees dance.');
  expect(forward.message_snapshots?.[0]?.message).not.toHaveProperty('author');
  expect(snapshot?.stickers.first()?.name).toBe('Wave');
  expect(await (await fetch(snapshot?.attachments.first()?.url ?? '')).text()).toBe('Hello');
});

test('nobody forwards what they may not read', async () => {
  const secret = await ada().startThread(stage.general.id, { name: 'secret', private: true });
  const message = await ada().post(secret.id, 'psst');

  await expect(stage.discord.person('Bob').forward(stage.general.id, message)).rejects.toMatchObject({ code: 50001 });
});

test('people vote in a poll, change their mind, and the bot hears of it', async () => {
  const votes: string[] = [];
  stage.client.on(Events.MessagePollVoteAdd, ({ text }, userId) => void votes.push(`+${text} ${userId}`));
  stage.client.on(Events.MessagePollVoteRemove, ({ text }, userId) => void votes.push(`-${text} ${userId}`));
  const place = stage.general.id;
  const { id } = await ada().post(place, '', { poll: { question: 'Tea?', answers: ['yes', 'no'] } });
  const results = () =>
    ada()
      .messages(place)
      .find((one) => one.id === id)?.poll?.results?.answer_counts;

  await ada().vote(place, id, [1]);
  await stage.discord.person('Bob').vote(place, id, [1]);
  expect(results()).toEqual([{ id: 1, count: 2, me_voted: true }]);
  await ada().vote(place, id, [2]);

  expect(results()).toEqual([
    { id: 1, count: 1, me_voted: false },
    { id: 2, count: 1, me_voted: true },
  ]);
  await stage.discord.until(() => votes.length === 4);
  expect(votes.slice(2)).toEqual([`-yes ${ada().id}`, `+no ${ada().id}`]);
  await expect(ada().vote(place, id, [3])).rejects.toMatchObject({ code: 50035 });
});

test('stickers and polls are messages without a text', async () => {
  const seen = collect<Message>((add) => stage.client.on(Events.MessageCreate, add));

  const sticker = await ada().post(stage.general.id, '', { stickers: ['Wave'] });
  const poll = await ada().post(stage.general.id, '', { poll: { question: 'Tea?', answers: ['yes', 'no'] } });

  await stage.discord.until(() => seen.find(({ id }) => id === poll.id));
  expect(seen.find(({ id }) => id === sticker.id)?.stickers.map(({ name }) => name)).toEqual(['Wave']);
  expect(seen.find(({ id }) => id === poll.id)?.poll).toMatchObject({ question: { text: 'Tea?' } });
  expect(seen.find(({ id }) => id === poll.id)?.poll?.answers.map(({ text }) => text)).toEqual(['yes', 'no']);
});
