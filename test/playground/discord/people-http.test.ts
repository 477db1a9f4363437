import { type Client, Events, type Interaction, MessageType } from 'discord.js';
import { expect, test } from 'vitest';
import { listen, startPeople as start, type StreamEvent } from '../../support/people-requests.ts';

test('a new person joins, and sees the server', async () => {
  const { discord, general, send } = await start();

  const made = await send('POST', '/people', { name: 'Ada', moderator: true });
  const { body: state } = await send('GET', '/people/Ada/state');

  expect(made).toMatchObject({ status: 200, body: { global_name: 'Ada', moderator: true } });
  expect(state).toMatchObject({
    guild: { id: discord.guild.id, name: 'Playground' },
    you: { id: made.body.id, moderator: true },
    bot: { id: discord.bot.id, online: true },
    channels: [{ id: general.id, name: 'general', permissions: expect.any(String) as string }, { name: 'help' }],
    threads: [],
    directs: [],
  });
  expect((await send('GET', '/people')).body).toMatchObject([{ global_name: 'Owner' }, { global_name: 'Ada' }]);
  expect((await send('GET', `/people/${made.body.id}/state`)).body).toMatchObject({ you: { id: made.body.id } });
});

test('a person posts, replies, edits, reacts, pins and deletes', async () => {
  const { discord, general, send } = await start();
  discord.person('Grace', { moderator: true });
  const place = `/people/Grace/channels/${general.id}`;
  const data = Buffer.from('kept').toString('base64');

  const post = await send('POST', `${place}/messages`, { content: 'hi', attachments: [{ name: 'a.txt', data }] });
  expect(post).toMatchObject({ status: 201, body: { content: 'hi', attachments: [{ filename: 'a.txt', size: 4 }] } });
  const reply = await send('POST', `${place}/messages`, { content: 'hi again', replyTo: post.body.id });
  expect(reply.body).toMatchObject({ type: MessageType.Reply, referenced_message: { content: 'hi' } });
  expect((await send('PATCH', `${place}/messages/${post.body.id}`, { content: 'ho' })).body).toMatchObject({
    content: 'ho',
  });
  const reaction = `${place}/messages/${post.body.id}/reactions/${encodeURIComponent('👍')}`;
  expect((await send('PUT', reaction)).status).toBe(204);
  expect((await send('GET', reaction)).body).toMatchObject([{ global_name: 'Grace' }]);
  expect((await send('PUT', `${place}/messages/${post.body.id}/pin`)).status).toBe(204);
  expect((await send('POST', `${place}/typing`, {})).status).toBe(204);
  expect(discord.messages('general')[0]).toMatchObject({ content: 'ho', pinned: true, reactions: [{ count: 1 }] });
  expect((await send('GET', `${place}/pins`)).body).toMatchObject([{ id: post.body.id, content: 'ho' }]);
  expect((await send('DELETE', reaction)).status).toBe(204);
  const to = discord.channel('help').id;
  expect(await send('POST', `${place}/messages/${post.body.id}/forward`, { to })).toMatchObject({
    status: 201,
    body: { channel_id: to, message_snapshots: [{ message: { content: 'ho' } }] },
  });
  expect((await send('DELETE', `${place}/messages/${post.body.id}`)).status).toBe(204);
  expect(discord.messages('general')).toHaveLength(2);
});

test('history comes oldest first, in pages that go back, forth and around a message', async () => {
  const { discord, general, send } = await start();
  const ada = discord.person('Ada');
  const ids: string[] = [];
  for (let number = 1; number <= 6; number += 1) ids.push((await ada.post(general.id, String(number))).id);
  const read = async (query: string) => {
    const { status, body } = await send('GET', `/people/Ada/channels/${general.id}/messages?${query}`);
    if (status !== 200) return status;
    const contents = (body['messages'] as { content: string }[]).map(({ content }) => content);
    return [contents.join(''), body['hasMore'], body['hasNewer']];
  };

  expect(await read('limit=2')).toEqual(['56', true, false]);
  expect(await read(`limit=2&before=${ids[1]}`)).toEqual(['1', false, true]);
  expect(await read(`limit=2&after=${ids[1]}`)).toEqual(['34', true, true]);
  expect(await read(`limit=2&after=${ids[3]}`)).toEqual(['56', true, false]);
  expect(await read(`limit=4&around=${ids[3]}`)).toEqual(['2345', true, true]);
  expect(await read(`before=${ids[1]}&after=${ids[0]}`)).toBe(400);
});

test('a person starts, joins, leaves, renames and archives threads, and opens direct messages', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  discord.person('Grace');

  const thread = await send('POST', `/people/Ada/channels/${general.id}/threads`, { name: 'chat' });
  expect(thread).toMatchObject({ status: 201, body: { name: 'chat' } });
  const change = await send('PATCH', `/people/Ada/channels/${thread.body.id}`, { name: 'talk' });
  expect(change.body).toMatchObject({ name: 'talk' });
  expect((await send('PUT', `/people/Grace/channels/${thread.body.id}/members/@me`)).status).toBe(204);
  expect((await send('GET', `/people/Grace/channels/${thread.body.id}`)).body).toMatchObject({
    member: { id: thread.body.id },
  });
  expect((await send('DELETE', `/people/Grace/channels/${thread.body.id}/members/@me`)).status).toBe(204);
  expect((await send('PATCH', `/people/Grace/channels/${thread.body.id}`, { archived: true })).body).toMatchObject({
    code: 50013,
  });
  const direct = await send('POST', '/people/Ada/directs', {});
  expect(direct.body).toMatchObject({ type: 1, recipients: [{ id: discord.bot.id }] });
  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({
    threads: [{ id: thread.body.id }],
    directs: [{ id: direct.body.id }],
  });
  expect((await send('GET', '/people/Grace/state')).body).toMatchObject({ directs: [] });
});

test('who manages channels makes and changes them; nobody else does', async () => {
  const { discord, client, send } = await start();
  discord.person('Ada');
  discord.person('Grace', { moderator: true });
  const create = (person: string, body: object) => send('POST', `/people/${person}/channels`, body);

  expect(await create('Ada', { name: 'mine' })).toMatchObject({ status: 403, body: { code: 50013 } });
  const category = await create('Grace', { name: 'Old Exams', type: 4 });
  expect(category).toMatchObject({ status: 201, body: { name: 'Old Exams', type: 4 } });
  const wanted = { name: 'Maths  and Physics', type: 15, parentId: category.body.id, tags: [{ name: 'open' }] };
  const forum = await create('Grace', wanted);
  expect(forum.body).toMatchObject({
    name: 'maths-and-physics',
    parent_id: category.body.id,
    available_tags: [{ name: 'open', moderated: false }],
  });
  expect(await create('Grace', { name: 'voice', type: 2 })).toMatchObject({ status: 400, body: { code: 50035 } });

  const [open] = forum.body['available_tags'] as { id: string }[];
  const change = { topic: 'Ask here', tags: [{ id: open?.id, name: 'asked' }], requiresTag: true };
  expect((await send('PATCH', `/people/Grace/channels/${forum.body.id}`, change)).body).toMatchObject({
    topic: 'Ask here',
    flags: 16,
    available_tags: [{ id: open?.id, name: 'asked' }],
  });

  const hidden = await create('Grace', { name: 'staff', private: true });
  expect((await send('GET', `/people/Grace/channels/${hidden.body.id}`)).status).toBe(200);
  expect(await send('GET', `/people/Ada/channels/${hidden.body.id}`)).toMatchObject({ body: { code: 50001 } });
  await expect(client.channels.fetch(hidden.body.id, { force: true })).rejects.toMatchObject({ code: 50001 });
});

test('two people have a conversation that nobody else hears of', async () => {
  const { discord, client, send } = await start();
  const [ada, grace] = [discord.person('Ada'), discord.person('Grace')];
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => void heard.push(content));

  const direct = await send('POST', '/people/Ada/directs', { recipient: grace.id });
  await send('POST', `/people/Ada/channels/${direct.body.id}/messages`, { content: 'psst' });
  await ada.post(discord.channel('general').id, 'aloud');
  await discord.until(() => heard.length > 0);

  expect(direct.body).toMatchObject({ type: 1, recipients: [{ id: grace.id }] });
  expect(grace.messages(direct.body.id)).toMatchObject([{ content: 'psst' }]);
  expect(heard).toEqual(['aloud']);
  expect((await send('POST', '/people/Ada/directs', { recipient: '1' })).body).toMatchObject({ code: 10013 });
});

test('a person sees the commands, completes and uses them', async () => {
  const { discord, client, general, send } = await start();
  discord.person('Ada');
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) void interaction.respond([{ name: 'Tutor', value: 'tutor' }]);
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'done', flags: 64 });
  });
  await client.application.commands.set([
    {
      name: 'use',
      description: 'Use',
      options: [{ type: 3, name: 'name', description: 'Name', required: true, autocomplete: true }],
    },
    { name: 'setup', description: 'Setup', defaultMemberPermissions: ['ManageGuild'] },
  ]);
  const place = `/people/Ada/channels/${general.id}`;

  expect((await send('GET', `${place}/commands`)).body).toMatchObject([{ name: 'use', options: [{ name: 'name' }] }]);
  expect((await send('POST', `${place}/autocomplete`, { text: '/use name:t' })).body).toEqual({
    choices: [{ name: 'Tutor', value: 'tutor' }],
  });
  expect((await send('POST', `${place}/commands`, { text: '/use name:tutor' })).body).toMatchObject({
    ephemeral: true,
    message: { content: 'done' },
  });
  expect(await send('POST', `${place}/commands`, { text: '/use' })).toMatchObject({
    status: 400,
    body: { message: 'These options are required: name.' },
  });
});

test('a person presses, chooses, opens modals and fills them in; the stream and the state tell of the modal', async () => {
  const { discord, client, general, send } = await start();
  const { id: adaId } = discord.person('Ada');
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' } as const;
  const menu = { type: 5, custom_id: 'who' } as const;
  const sent = await general.send({
    content: 'panel',
    components: [
      { type: 1, components: [button] },
      { type: 1, components: [menu] },
    ],
  });
  const input = { type: 4, custom_id: 'name', label: 'Name', style: 1 };
  onInteraction(client, async (interaction) => {
    if (interaction.isButton())
      await interaction.showModal({
        customId: 'form',
        title: 'Form',
        components: [
          { type: 1, components: [input] },
          { type: 18, label: 'Files', component: { type: 19, custom_id: 'files' } },
        ],
      } as never);
    if (interaction.isUserSelectMenu()) await interaction.deferUpdate();
    if (interaction.isModalSubmit() && interaction.isFromMessage())
      await interaction.update(
        `${interaction.fields.getTextInputValue('name')} ${interaction.fields.getUploadedFiles('files')?.first()?.name}`,
      );
  });
  const events = await listen(discord, 'Ada');
  const components = `/people/Ada/channels/${general.id}/messages/${sent.id}/components`;

  expect((await send('POST', components, { customId: 'who', values: [adaId], nonce: 'one' })).body).toEqual({
    kind: 'heard',
    ephemeral: false,
    deferred: true,
  });
  const { body: opened } = await send('POST', components, { customId: 'go' });
  const modal = opened['modal'] as { id: string };
  expect(opened).toMatchObject({ kind: 'modal', modal: { title: 'Form', message_id: sent.id } });
  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({ modal });
  const path = `/people/Ada/modals/${modal.id}`;
  expect(await send('POST', path, { values: {} })).toMatchObject({
    status: 400,
    body: { message: '“name” is required.' },
  });
  const files = [{ name: 'a.txt', data: Buffer.from('a').toString('base64') }];
  expect((await send('POST', path, { values: { name: 'new', files } })).body).toMatchObject({
    kind: 'update',
    message: { content: 'new a.txt' },
  });
  const second = await send('POST', components, { customId: 'go' });
  expect((await send('DELETE', `/people/Ada/modals/${(second.body['modal'] as { id: string }).id}`)).status).toBe(204);
  expect(await send('DELETE', path)).toMatchObject({ status: 404, body: { code: 10062 } });
  await discord.until(() => events.filter(({ type }) => type === 'MODAL_CLOSE').length === 2);

  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({ modal: null });
  expect(events.map(({ type }) => type).filter((type) => type !== 'HELLO')).toEqual([
    'INTERACTION_SUCCESS',
    'MODAL_OPEN',
    'MESSAGE_UPDATE',
    'MODAL_CLOSE',
    'MODAL_OPEN',
    'MODAL_CLOSE',
  ]);
});

test('a person uses the menus of messages and users, gives files to commands, and posts in forums', async () => {
  const { discord, client, general, send } = await start();
  const { id: adaId } = discord.person('Ada');
  await client.application.commands.set([
    { name: 'Read this', type: 3 },
    { name: 'Greet', type: 2 },
    { name: 'keep', description: 'Keep', options: [{ type: 11, name: 'file', description: 'File', required: true }] },
  ]);
  onInteraction(client, async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) await interaction.reply(interaction.targetMessage.content);
    if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.username);
    if (interaction.isChatInputCommand()) await interaction.reply(interaction.options.getAttachment('file', true).name);
  });
  const place = `/people/Ada/channels/${general.id}`;
  const post = await send('POST', `${place}/messages`, { content: 'text' });
  const content = async (path: string, body: object) => {
    const { message } = (await send('POST', `${place}${path}`, body)).body as unknown as { message: object };
    return (message as { content: string }).content;
  };

  expect(await content('/menus', { command: 'Read this', messageId: post.body.id })).toBe('text');
  expect(await content('/menus', { command: 'Greet', userId: adaId })).toBe('ada');
  expect((await send('POST', `${place}/menus`, { command: 'Greet' })).status).toBe(400);
  const file = { name: 'a.txt', data: Buffer.from('a').toString('base64') };
  expect(await content('/commands', { text: '/keep', files: { file } })).toBe('a.txt');

  const { id } = discord.createForum({ name: 'questions', tags: ['open', 'solved'] });
  const wanted = { name: 'title', content: 'text', tags: ['open'], attachments: [file] };
  const thread = await send('POST', `/people/Ada/channels/${id}/posts`, wanted);
  expect(thread).toMatchObject({
    status: 201,
    body: { name: 'title', message: { id: thread.body.id, content: 'text' } },
  });
  const { body: state } = await send('GET', '/people/Ada/state');
  const forum = (state['channels'] as { id: string; available_tags?: { id: string; name: string }[] }[]).find(
    (one) => one.id === id,
  );
  const solved = forum?.available_tags?.[1]?.id;
  const path = `/people/Ada/channels/${thread.body.id}`;
  expect((await send('PATCH', path, { appliedTags: [solved] })).body).toMatchObject({ applied_tags: [solved] });
});

test('roles, languages, other bots and who may use commands are set', async () => {
  const { discord, client, general, send } = await start();
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  const grace = discord.person('Grace', { moderator: true });
  const { body: ada } = await send('POST', '/people', { name: 'Ada', locale: 'de' });

  const role = await send('POST', '/roles', { name: 'Premium', color: 0xff_00_00 });
  expect(role.body).toMatchObject({ color: 0xff_00_00 });
  expect((await send('PUT', `/people/Ada/roles/${role.body.id}`)).status).toBe(204);
  expect((await send('PATCH', '/people/Ada', { locale: 'fr' })).body).toMatchObject({
    locale: 'fr',
    roles: [role.body.id],
  });
  expect((await send('DELETE', `/people/Ada/roles/${role.body.id}`)).status).toBe(204);
  expect(await send('PUT', '/people/Ada/roles/1')).toMatchObject({ status: 404, body: { code: 10011 } });
  expect((await send('PUT', `/people/${discord.bot.id}/roles/${role.body.id}`)).status).toBe(204);
  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({
    bot: { roles: expect.arrayContaining([role.body.id]) },
  });
  expect(await send('PUT', `/people/1/roles/${role.body.id}`)).toMatchObject({ status: 404, body: { code: 10013 } });
  expect((await send('PATCH', '/guild', { preferredLocale: 'ja' })).body).toMatchObject({ preferredLocale: 'ja' });
  expect((await send('PATCH', '/guild', { preferredLocale: 'Japanese' })).status).toBe(400);
  expect((await send('PATCH', '/guild', { premiumTier: 2 })).body).toMatchObject({
    preferredLocale: 'ja',
    premiumTier: 2,
  });
  expect((await send('PATCH', '/guild', { premiumTier: 4 })).status).toBe(400);
  expect((await send('POST', '/people', { name: 'Robo', bot: true })).body).toMatchObject({ bot: true });
  expect((await send('GET', '/people')).body).toMatchObject([{}, { id: grace.id }, { locale: 'fr' }, { bot: true }]);

  const commandPermissions = `/people/Grace/command-permissions`;
  const permissions = [{ id: ada.id, type: 2, permission: false }];
  expect((await send('PUT', `${commandPermissions}/ping`, { permissions })).status).toBe(204);
  expect(await send('PUT', '/people/Ada/command-permissions/ping', { permissions })).toMatchObject({ status: 403 });
  expect((await send('GET', commandPermissions)).body).toMatchObject([{ permissions }]);
  expect((await send('GET', `/people/Ada/channels/${general.id}/commands`)).body).toEqual([]);
});

test('the stream tells a person what they may see, and nothing else', async () => {
  const { discord, client, general } = await start();
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'only Ada', flags: 64 });
  });
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  const ada = discord.person('Ada');
  const grace = discord.person('Grace');
  const forAda = await listen(discord, 'Ada');
  const forGrace = await listen(discord, 'Grace');

  await ada.post((await ada.openDm()).id, 'direct');
  await ada.command(general.id, '/ping');
  await ada.startThread(general.id, { name: 'secret', private: true });
  await grace.post(general.id, 'the end');
  const isOver = (events: StreamEvent[]) => events.some(({ data }) => data['content'] === 'the end');
  await discord.until(() => isOver(forAda) && isOver(forGrace));

  expect(forAda[0]).toMatchObject({ type: 'HELLO', data: { online: true, faults: { refusesConnections: false } } });
  expect(forAda.filter(({ type }) => type === 'MESSAGE_CREATE').map(({ data }) => data['content'])).toEqual([
    'direct',
    'only Ada',
    'the end',
  ]);
  expect(forAda.map(({ type }) => type)).toContain('THREAD_CREATE');
  expect(forGrace.map(({ type }) => type)).toEqual(['HELLO', 'MESSAGE_CREATE']);
});

test('reactions come with the message as it is for this person', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const { id } = await ada.post(general.id, 'Tea?');
  const streams = await Promise.all(['Ada', 'Grace'].map((name) => (discord.person(name), listen(discord, name))));

  await ada.react(general.id, id, '👍');

  const told = (events: StreamEvent[]) => events.find(({ type }) => type === 'MESSAGE_REACTION_ADD')?.data['message'];
  await discord.until(() => streams.every(told));
  expect(streams.map(told)).toMatchObject([
    { id, reactions: [{ count: 1, me: true }] },
    { id, reactions: [{ count: 1, me: false }] },
  ]);
});

test('refusals are those of Discord', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  const messages = `/people/Ada/channels/${general.id}/messages`;

  expect(await send('GET', '/people/Nobody/state')).toMatchObject({ status: 404, body: { code: 10013 } });
  expect(await send('GET', '/nothing')).toMatchObject({ status: 404, body: { code: 0 } });
  expect(await send('POST', messages, { content: 'x'.repeat(2001) })).toMatchObject({
    status: 400,
    body: { code: 50035 },
  });
  expect(await send('POST', messages, { content: 1 })).toMatchObject({ body: { errors: { content: {} } } });
  expect(await send('POST', messages)).toMatchObject({ status: 400, body: { code: 50109 } });
  expect(await send('GET', '/people/Ada/channels/1/messages')).toMatchObject({ status: 404, body: { code: 10003 } });
});

function onInteraction(client: Client, answer: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
}
