import { ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { checkServer } from '../../src/doctor/check-server.ts';
import { DiscordRefusal, type DiscordApi } from '../../src/doctor/discord-api.ts';

const ALL =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.SendMessagesInThreads |
  Flags.CreatePublicThreads |
  Flags.CreatePrivateThreads |
  Flags.ReadMessageHistory |
  Flags.AttachFiles |
  Flags.EmbedLinks;

const channel = (name: string, overwrites: object[] = [], type = ChannelType.GuildText) => ({
  id: name,
  name,
  type,
  permission_overwrites: overwrites,
});
const deny = (id: string, flags: bigint) => ({ id, type: 0, allow: '0', deny: `${flags}` });

/** What is found in server 1, in which the bot 2 has the role 3 with these permissions. */
async function find(permissions: bigint, channels: object[] = [channel('general')], more: Record<string, object> = {}) {
  const answers: Record<string, object> = {
    '/guilds/1': { id: '1', owner_id: '9' },
    '/guilds/1/roles': [
      { id: '1', permissions: '0' },
      { id: '3', permissions: `${permissions}` },
      { id: '4', permissions: `${Flags.Administrator}` },
    ],
    '/guilds/1/members/2': { user: { id: '2' }, roles: ['3'] },
    '/guilds/1/channels': channels,
    ...more,
  };
  const api: DiscordApi = {
    async get<Answer>(path: string) {
      if (!answers[path]) throw new DiscordRefusal(path, 403);
      return answers[path] as Answer;
    },
  };
  const server = { id: '1', name: 'Bees' };
  return checkServer(api, server, { botId: '2', applicationId: '7' }, new AbortController().signal);
}

test('everything that is needed', async () => {
  expect(await find(ALL)).toEqual({ verdict: 'good', about: '“Bees”', says: 'It can speak in 1 of 1 channels.' });
});

test('an administrator may do all, also where it is denied', async () => {
  const member = { '/guilds/1/members/2': { user: { id: '2' }, roles: ['4'] } };

  expect(await find(0n, [channel('secret', [deny('1', ALL)])], member)).toMatchObject({
    verdict: 'good',
    says: 'It can speak in 1 of 1 channels.',
  });
});

test('what it lacks on the server, and where that is switched on', async () => {
  expect(await find(ALL & ~Flags.CreatePublicThreads & ~Flags.ReadMessageHistory)).toEqual({
    verdict: 'doubtful',
    about: '“Bees”',
    says: 'It lacks Create Public Threads, Read Message History. It can speak in 1 of 1 channels.',
    advice: expect.stringMatching(/^Allow its role that in Server Settings → Roles, .*oauth2\/authorize\?client_id=7/),
  });
});

test('channels in which it cannot speak, the first of them by name; voice channels do not count', async () => {
  const silent = Array.from({ length: 7 }, (_, index) => channel(`a${index}`, [deny('3', Flags.SendMessages)]));
  const voice = channel('voice', [deny('1', ALL)], ChannelType.GuildVoice);

  expect(await find(ALL, [channel('general'), ...silent, voice])).toEqual({
    verdict: 'good',
    about: '“Bees”',
    says: 'It can speak in 1 of 8 channels, not in #a0, #a1, #a2, #a3, #a4 and 2 more.',
  });
});

test('no channel at all in which it can speak', async () => {
  expect(await find(ALL, [channel('general', [deny('1', Flags.ViewChannel)])])).toEqual({
    verdict: 'bad',
    about: '“Bees”',
    says: 'It can speak in 0 of 1 channels, not in #general.',
    advice: 'Allow its role View Channel and Send Messages in a channel: Edit Channel → Permissions.',
  });
});

test('a server that cannot be looked at does not keep the others from it', async () => {
  expect(await find(ALL, [], { '/guilds/1/channels': undefined as never })).toMatchObject({
    verdict: 'doubtful',
    says: 'could not be looked at: Discord answers with 403 to /guilds/1/channels.',
  });
});
