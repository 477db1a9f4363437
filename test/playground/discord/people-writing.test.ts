import { Events } from 'discord.js';
import { expect, test } from 'vitest';
import { listen, startPeople as start } from '../../support/people-requests.ts';

test('a command is used and completed by its name and its options: nothing in them is taken for another option', async () => {
  const { discord, client, general, send } = await start();
  const ada = discord.person('Ada');
  const heard: object[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) {
      heard.push(interaction.options.data[0]?.options ?? []);
      void interaction.respond([{ name: interaction.options.getFocused(true).name, value: 'x' }]);
    }
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    const answer = [options.getString('name'), options.getUser('who')?.id, options.getInteger('times')];
    void interaction.reply(JSON.stringify([...answer, options.getAttachment('file')?.description]));
  });
  const option = (type: number, name: string) => ({ type, name, description: name });
  await client.application.commands.set([
    {
      name: 'note',
      description: 'Notes',
      options: [
        {
          ...option(1, 'add'),
          options: [
            { ...option(3, 'name'), required: true },
            { ...option(3, 'title'), autocomplete: true },
            option(6, 'who'),
            option(4, 'times'),
            option(11, 'file'),
          ],
        },
      ],
    },
  ]);
  const place = `/people/Ada/channels/${general.id}`;
  const options = { name: 'a title:b who:c', who: ada.id, times: 3 };
  const files = { file: { name: 'a.txt', description: 'A letter', data: '' } };

  const { body } = await send('POST', `${place}/commands`, { command: 'note add', options, files });
  const completed = await send('POST', `${place}/autocomplete`, { command: 'note add', options, focused: 'title' });

  expect(body).toMatchObject({ message: { content: JSON.stringify([options.name, ada.id, 3, 'A letter']) } });
  expect(completed.body).toEqual({ choices: [{ name: 'title', value: 'x' }] });
  expect(heard).toMatchObject([
    [{ value: options.name }, { value: ada.id }, { value: 3 }, { name: 'title', value: '', focused: true }],
  ]);
  for (const wrong of [{}, { command: 'note add', text: '/note add' }])
    expect((await send('POST', `${place}/commands`, wrong)).status).toBe(400);
});

test('a post that is repeated with its nonce makes one message; files keep their descriptions', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  const attachments = [{ name: 'SPOILER_a.png', description: 'The answer', data: 'AAAA' }];
  const post = { content: 'once', nonce: 'a1', attachments };

  const first = await send('POST', `/people/Ada/channels/${general.id}/messages`, post);
  const second = await send('POST', `/people/Ada/channels/${general.id}/messages`, post);

  expect(second.body.id).toBe(first.body.id);
  expect(discord.messages('general')).toHaveLength(1);
  expect(first.body).toMatchObject({ attachments: [{ filename: 'SPOILER_a.png', description: 'The answer' }] });
});

test('a channel that changes comes with what this person may do there; the server says how large files may be', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  const events = await listen(discord, 'Ada');
  const SEND = 1n << 11n;

  discord.setOverwrites(general.id, [{ id: discord.guild.id, type: 0, allow: '0', deny: String(SEND) }]);
  discord.setPremiumTier(2);

  const { data } = await discord.until(() => events.find(({ type }) => type === 'CHANNEL_UPDATE'));
  const { permissions } = data as unknown as { permissions: string };
  expect(BigInt(permissions) & SEND).toBe(0n);
  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({ guild: { maxFileBytes: 50 * 1024 * 1024 } });
});
