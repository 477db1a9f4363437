import { Events, type GuildMember, PermissionFlagsBits as Flags } from 'discord.js';
import { expect, test } from 'vitest';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord({ application: { permissions: Flags.Administrator } });

async function join(name: string): Promise<GuildMember> {
  const { discord, client } = stage;
  const { id } = discord.person(name);
  const guild = await client.guilds.fetch(discord.guild.id);
  return guild.members.fetch({ user: id, force: true });
}

test('a bot makes a role, gives it and takes it, changes and deletes it', async () => {
  const ada = await join('Ada');
  const { guild } = ada;
  const role = await guild.roles.create({ name: 'Helper', colors: { primaryColor: 0x0b_6e_69 }, mentionable: true });
  const updated = new Promise<string[]>((resolve) => {
    stage.client.once(Events.GuildMemberUpdate, (_before, { roles }) => resolve([...roles.cache.keys()]));
  });

  await ada.roles.add(role);
  expect(await updated).toContain(role.id);
  expect((await ada.fetch(true)).roles.cache.has(role.id)).toBe(true);
  await ada.roles.remove(role);
  expect((await ada.fetch(true)).roles.cache.has(role.id)).toBe(false);
  await ada.roles.set([role]);
  await role.edit({ name: 'Tutor', hoist: true });
  expect(await guild.roles.fetch(role.id, { force: true })).toMatchObject({ name: 'Tutor', hoist: true, position: 1 });
  await role.setPosition(2);
  await role.delete();
  expect((await ada.fetch(true)).roles.cache.has(role.id)).toBe(false);
});

test('nobody reaches above themselves: the owner, higher roles, those of bots, what one may not do oneself', async () => {
  const ada = await join('Ada');
  const { guild } = ada;
  const owner = await guild.fetchOwner();
  const own = guild.members.me?.roles.botRole;
  if (!own) throw new Error('The bot has no role.');

  await expect(owner.kick()).rejects.toMatchObject({ code: 50013 });
  await expect(ada.roles.add(own)).rejects.toMatchObject({ code: 50013 });
  await expect(ada.roles.add('1')).rejects.toMatchObject({ code: 10011 });
  await expect(own.delete()).rejects.toMatchObject({ code: 50013 });
});

test('nicknames and timeouts: one who is timed out reads and does not write', async () => {
  const { discord, general } = stage;
  const bob = await join('Bob');

  await bob.setNickname('Bobby');
  await bob.timeout(60_000, 'too loud');

  expect(await bob.fetch(true)).toMatchObject({ nickname: 'Bobby' });
  expect(bob.isCommunicationDisabled()).toBe(true);
  await expect(discord.person('Bob').post(general.id, 'hello')).rejects.toMatchObject({ code: 50013 });
  expect(discord.person('Bob').messages(general.id)).toEqual(expect.any(Array));
  await bob.timeout(null);
  await discord.person('Bob').post(general.id, 'hello');
  await bob.guild.members.me?.setNickname('The bot');
});

test('one who is kicked is gone, and can come back', async () => {
  const { discord, client } = stage;
  const cid = await join('Cid');
  const left = new Promise<string>((resolve) => {
    client.once(Events.GuildMemberRemove, ({ id }) => resolve(id));
  });

  await cid.kick('bye');

  expect(await left).toBe(cid.id);
  await expect(cid.guild.members.fetch({ user: cid.id, force: true })).rejects.toMatchObject({ code: 10007 });
  const state = await fetch(`${discord.url}/playground/people/${cid.id}/state`);
  expect(state.status).toBe(404);
  expect((await join('Cid')).id).toBe(cid.id);
});

test('one who is banned cannot come back until the ban is lifted; what they wrote lately can go, too', async () => {
  const { discord, general } = stage;
  const dan = await join('Dan');
  await discord.person('Dan').post(general.id, 'spam');

  await dan.ban({ reason: 'spam', deleteMessageSeconds: 60 });

  expect(discord.messages('general').some(({ content }) => content === 'spam')).toBe(false);
  expect((await dan.guild.bans.fetch(dan.id)).reason).toBe('spam');
  expect((await dan.guild.bans.fetch()).size).toBe(1);
  const back = await fetch(`${discord.url}/playground/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Dan' }),
  });
  expect(back.status).toBe(403);
  await dan.guild.members.unban(dan.id);
  await expect(dan.guild.bans.fetch({ user: dan.id, force: true })).rejects.toMatchObject({ code: 10026 });
  expect((await join('Dan')).id).toBe(dan.id);
});
