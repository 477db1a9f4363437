import { Events, PermissionFlagsBits as Flags } from 'discord.js';
import { expect, test } from 'vitest';
import { encodePng } from '../../support/png.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord({ application: { permissions: Flags.Administrator } });
const picture = encodePng(8, 8);

test('an emoji of the server is made, told of, served, used in reactions, renamed and deleted', async () => {
  const { discord, client, general } = stage;
  const created = new Promise<string>((resolve) => {
    client.once(Events.GuildEmojiCreate, ({ name }) => resolve(name));
  });

  const emoji = await general.guild.emojis.create({ attachment: picture, name: 'blob' });
  expect(await created).toBe('blob');
  const served = await fetch(`${discord.url}/cdn/emojis/${emoji.id}.png`);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await served.arrayBuffer())).toEqual(picture);

  const message = await general.send(`Look: ${emoji.toString()}`);
  await message.react(emoji);
  await discord.person('Ada').react(general.id, message.id, `blob:${emoji.id}`);
  expect(discord.messages('general').at(-1)?.reactions).toMatchObject([
    { emoji: { id: emoji.id, name: 'blob' }, count: 2 },
  ]);
  const users = await message.reactions.resolve(emoji.id)?.users.fetch();
  expect([...(users?.keys() ?? [])]).toEqual([discord.bot.id, discord.person('Ada').id].toSorted());
  await message.reactions.resolve(emoji.id)?.users.remove(discord.person('Ada').id);
  expect(discord.messages('general').at(-1)?.reactions?.[0]?.count).toBe(1);

  await emoji.edit({ name: 'blobby' });
  expect((await general.guild.emojis.fetch(undefined, { force: true })).get(emoji.id)?.name).toBe('blobby');
  await emoji.delete();
  await expect(message.react(`blob:${emoji.id}`)).rejects.toMatchObject({ code: 10014 });
});

test('an emoji of the application belongs to no server', async () => {
  const { client, general } = stage;

  const emoji = await client.application.emojis.create({ attachment: picture, name: 'own' });

  expect([...(await client.application.emojis.fetch()).keys()]).toEqual([emoji.id]);
  expect((await general.guild.emojis.fetch(undefined, { force: true })).size).toBe(0);
  const message = await general.send('hi');
  await message.react(emoji.identifier);
  await client.application.emojis.delete(emoji.id);
});

test('what is no picture, too large or badly named is refused', async () => {
  const { general } = stage;
  const { emojis } = general.guild;

  await expect(emojis.create({ attachment: picture, name: 'no spaces' })).rejects.toMatchObject({ code: 50035 });
  await expect(emojis.create({ attachment: Buffer.alloc(300_000), name: 'big' })).rejects.toMatchObject({
    code: 50035,
  });
  await expect(emojis.create({ attachment: 'data:text/plain;base64,aGk=', name: 'text' })).rejects.toMatchObject({
    code: 50035,
  });
});
