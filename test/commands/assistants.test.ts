import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { SERVER_KEY } from '../../src/assistants/directory.ts';
import { answersIn, untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot({ owners: ['Olga'] });
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });
const ada = () => stage.discord.person('Ada');
const olga = () => stage.discord.person('Olga', { permissions: PermissionFlagsBits.ManageGuild });

/** Makes an assistant as a moderator does; answers with the id and the reply with the menu of tools. */
async function create(fields: Record<string, unknown>, person = mia(), options = '') {
  const { modal } = await person.command(stage.general, `/assistants create ${options}`);
  const reply = await person.submit(modal, fields as never);
  return { reply, id: menuOf(reply.message)?.custom_id.split(':').at(-1) ?? '' };
}

interface Menu {
  custom_id: string;
  options: { value: string; default?: boolean }[];
}

function menuOf({ components = [] }: { components?: unknown[] | undefined }): Menu | undefined {
  return (components as { components: Menu[] }[])[0]?.components[0];
}

const retrieve = (id: string) => stage.engine.beta.assistants.retrieve(id);
const instructionsFile = (name: string, data: string | Buffer) => ({ instructions_file: [{ name, data }] });

describe('/assistants create', () => {
  test('asks for name, model, description and instructions, then for tools, and makes one for this server', async () => {
    const { modal } = await mia().command(stage.general, '/assistants create');
    const reply = await mia().submit(modal, {
      Name: 'Tutor',
      Description: 'Explains things',
      Instructions: 'Explain step by step.',
    });
    const menu = menuOf(reply.message);
    const id = menu?.custom_id.split(':').at(-1) ?? '';
    const chosen = await mia().choose(stage.general, reply.message.id, menu?.custom_id ?? '', [
      'file_search',
      'code_interpreter',
    ]);

    expect(reply).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('**Tutor** is there') },
    });
    expect(chosen).toMatchObject({
      kind: 'update',
      message: { content: expect.stringContaining('looks things up in files, runs code') },
    });
    expect(menuOf(chosen.message)?.options.map((option) => option.default)).toEqual([true, true]);
    expect(await retrieve(id)).toMatchObject({
      name: 'Tutor',
      model: 'default',
      description: 'Explains things',
      instructions: 'Explain step by step.',
      tools: [{ type: 'file_search' }, { type: 'code_interpreter' }],
      metadata: { [SERVER_KEY]: stage.discord.guild.id },
    });
  });

  test('the tools can still be chosen after a restart', async () => {
    const { reply, id } = await create({ Name: 'Survivor' });
    await stage.restart();

    const chosen = await mia().choose(stage.general, reply.message.id, 'What it may use', ['code_interpreter']);

    expect(chosen.kind).toBe('update');
    expect((await retrieve(id)).tools).toEqual([{ type: 'code_interpreter' }]);
  });

  test('tools that are taken away are gone', async () => {
    const { reply, id } = await create({ Name: 'Simple' });
    await mia().choose(stage.general, reply.message.id, 'What it may use', ['code_interpreter']);

    const chosen = await mia().choose(stage.general, reply.message.id, 'What it may use', []);

    expect(chosen.message.content).toContain('Besides talking: nothing');
    expect((await retrieve(id)).tools).toEqual([]);
  });

  test('long instructions come from a file', async () => {
    const long = 'Be kind. '.repeat(2_000);

    const { id } = await create({ Name: 'Long', ...instructionsFile('how.md', long) });

    expect((await retrieve(id)).instructions).toBe(long);
  });

  test.each([
    { what: 'no text', file: { name: 'how.pdf', data: 'x' }, says: 'is not a text' },
    { what: 'not UTF-8', file: { name: 'how.txt', data: Buffer.from([0xff, 0xfe, 0x41]) }, says: 'Save it as UTF-8' },
    { what: 'empty', file: { name: 'how.txt', data: ' \n' }, says: 'There is nothing in' },
    { what: 'too long', file: { name: 'how.txt', data: 'x'.repeat(256_001) }, says: 'is too long' },
  ])('instructions in a file that is $what are refused', async ({ file, says }) => {
    const { reply } = await create({ Name: 'Nobody', instructions_file: [file] });

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining(says) } });
    expect((await stage.engine.beta.assistants.list({ limit: 100 })).data.map(({ name }) => name)).not.toContain(
      'Nobody',
    );
  });

  test('a name of blanks is refused, and what was typed comes back', async () => {
    const { modal } = await mia().command(stage.general, '/assistants create');
    const reply = await mia().submit(modal, { Name: '\u2800\u200b', Instructions: 'Do it well.' });

    expect(reply.message.content).toContain('needs a name');
    expect(reply.message.attachments.map(({ filename }) => filename)).toEqual(['instructions.md']);
  });

  test('is not for members', async () => {
    await expect(ada().command(stage.general, '/assistants create')).rejects.toThrow('Missing Permissions');
    expect(
      ada()
        .commands(stage.general)
        .map(({ name }) => name),
    ).not.toContain('assistants');
  });

  test('who may not any more is refused, also with a modal or a menu that was there before', async () => {
    const bob = stage.discord.person('Bob', { permissions: PermissionFlagsBits.ManageGuild });
    const { reply: before, id } = await create({ Name: 'Bobs' }, bob);
    await bob.choose(stage.general, before.message.id, 'What it may use', ['code_interpreter']);
    const { modal } = await bob.command(stage.general, '/assistants create');
    for (const role of bob.roles()) await bob.takeRole(role);

    const replies = [
      await bob.submit(modal, { Name: 'Late' }),
      await bob.choose(stage.general, before.message.id, 'What it may use', []),
    ];

    for (const reply of replies) {
      expect(reply).toMatchObject({
        ephemeral: true,
        message: { content: expect.stringContaining('You may not do that here') },
      });
    }
    expect((await retrieve(id)).tools).toEqual([{ type: 'code_interpreter' }]);
  });

  test('a server cannot make assistants for all servers; who runs the bot can', async () => {
    const refused = await mia().command(stage.general, '/assistants create shared:true');
    const { reply, id } = await create({ Name: 'For all' }, olga(), 'shared:true');

    expect(refused.message.content).toContain('Only those who run this bot');
    expect(reply.message.content).toContain('for every server');
    expect((await retrieve(id)).metadata).toEqual({});
  });
});

describe('/assistants edit', () => {
  test('shows what is there, and changes what was changed', async () => {
    const { id } = await create({ Name: 'Draft', Description: 'Old', Instructions: 'Be brief.' });

    const { modal } = await mia().command(stage.general, `/assistants edit assistant:${id}`);
    const reply = await mia().submit(modal, { Name: 'Final', Description: '' });

    expect(JSON.stringify(modal)).toContain('Be brief.');
    expect(reply.message.content).toContain('**Final** is changed');
    expect(await retrieve(id)).toMatchObject({ name: 'Final', description: '', instructions: 'Be brief.' });
  });

  test('instructions that do not fit into the modal stay when its field is left empty', async () => {
    const long = 'Be kind. '.repeat(2_000);
    const { id } = await create({ Name: 'Wordy', ...instructionsFile('how.txt', long) });

    const { modal } = await mia().command(stage.general, `/assistants edit assistant:${id}`);
    await mia().submit(modal, { Name: 'Wordier' });

    expect(JSON.stringify(modal)).toContain('Its 18,000 characters are too many');
    expect(await retrieve(id)).toMatchObject({ name: 'Wordier', instructions: long });
  });

  test('completes names: a server is offered its own alone, who runs the bot the shared ones, too', async () => {
    await create({ Name: 'Completed' });

    const own = await mia().autocomplete(stage.general, '/assistants edit assistant:o');
    const all = await olga().autocomplete(stage.general, '/assistants edit assistant:o');

    expect(own.map(({ name }) => name)).toContain('Completed');
    expect(own.map(({ name }) => name)).not.toContain('Bobbin');
    expect(all.map(({ name }) => name)).toContain('Bobbin');
  });

  test.each(['edit', 'delete', 'files list', 'clone'])(
    '%s does not know the assistants of another server',
    async (verb) => {
      const metadata = { [SERVER_KEY]: '999' };
      const { id } = await stage.engine.beta.assistants.create({ name: 'Foreign', model: 'default', metadata });

      for (const wanted of [id, 'Foreign']) {
        const reply = await olga().command(stage.general, `/assistants ${verb} assistant:${wanted}`);
        expect(reply).toMatchObject({
          ephemeral: true,
          message: { content: expect.stringContaining('There is no assistant called') },
        });
      }
    },
  );

  test('a shared one is not the server’s to change', async () => {
    const reply = await mia().command(stage.general, '/assistants edit assistant:Bobbin');

    expect(reply.message.content).toContain('there for every server');
  });
});

test('of two with the same name a server changes its own', async () => {
  const { id } = await create({ Name: 'bobbin' });

  const { modal } = await mia().command(stage.general, '/assistants edit assistant:Bobbin');
  await mia().submit(modal, { Name: 'Renamed' });

  expect((await retrieve(id)).name).toBe('Renamed');
});

test('the assistant that is found by its name keeps it, whatever else is changed', async () => {
  const { modal } = await olga().command(stage.general, '/assistants edit assistant:Bobbin');
  const refused = await olga().submit(modal, { Name: 'Robin' });
  const { modal: again } = await olga().command(stage.general, '/assistants edit assistant:Bobbin');
  const changed = await olga().submit(again, { Description: 'Ours' });

  expect(refused.message.content).toContain('I find it by its name');
  expect(changed.message.content).toContain('**Bobbin** is changed');
});

describe('/assistants clone', () => {
  test('makes one of this server that begins as the other is', async () => {
    const reply = await mia().command(stage.general, '/assistants clone assistant:Bobbin name:My Bobbin');

    const id = menuOf(reply.message)?.custom_id.split(':').at(-1) ?? '';
    const [copy, original] = [
      await retrieve(id),
      (await stage.engine.beta.assistants.list({ order: 'asc' })).data.find(({ name }) => name === 'Bobbin'),
    ];
    expect(reply.message.content).toContain('**My Bobbin** is there for this server and begins as **Bobbin** is');
    expect(copy.instructions).toBe(original?.instructions);
    expect(copy.metadata).toEqual({ [SERVER_KEY]: stage.discord.guild.id });
  });
});

describe('/assistants delete', () => {
  test('says who goes on where, asks, and clears the settings that name it', async () => {
    const { id } = await create({ Name: 'Leaver' });
    const threadId = await stage.conversation(ada());
    await ada().command(threadId, '/assistant switch', { name: id });
    await stage.change((settings) => ({
      ...settings,
      everywhere: { assistantId: id },
      places: { [stage.general]: { assistantId: id, speaking: 'mentioned' } },
      logChannelId: stage.discord.channel('help').id,
    }));

    const asked = await mia().command(stage.general, `/assistants delete assistant:${id}`);
    const done = await mia().click(stage.general, asked.message.id, 'Delete');
    await ada().post(threadId, 'And now?');

    expect(asked).toMatchObject({ ephemeral: true });
    for (const line of [
      'The default of this server: **Bobbin** instead',
      `The setting of <#${stage.general}>: **Bobbin** instead`,
      `The conversation <#${threadId}> goes on with **Bobbin**`,
    ]) {
      expect(asked.message.content).toContain(line);
    }
    expect(done).toMatchObject({ kind: 'update', message: { content: expect.stringContaining('is deleted') } });
    await expect(retrieve(id)).rejects.toThrow('No assistant found');
    expect(await stage.settings()).toEqual({
      places: { [stage.general]: { speaking: 'mentioned' } },
      logChannelId: stage.discord.channel('help').id,
    });
    const answers = await untilAnswers(stage.discord, threadId, 2);
    expect(answers.at(-1)?.content).toContain('no longer exists, so Bobbin answers');
    const told = await stage.discord.until(
      () =>
        answersIn(stage.discord, stage.discord.channel('help').id).find(({ content }) => content.includes('Leaver')),
      { what: 'a line in the log channel' },
    );
    expect(told.content).toContain("The server's default: Assistant: Leaver → (not set)");
  });

  test('keeps it when somebody thinks better of it', async () => {
    const { id } = await create({ Name: 'Stayer' });

    const asked = await mia().command(stage.general, `/assistants delete assistant:${id}`);
    const kept = await mia().click(stage.general, asked.message.id, 'Keep it');

    expect(asked.message.content).toContain('Nobody has chosen it anywhere');
    expect(kept.message.content).toBe('Nothing was deleted.');
    expect((await retrieve(id)).name).toBe('Stayer');
  });

  test('a second click says that it is gone', async () => {
    const { id } = await create({ Name: 'Twice' });
    const [one, other] = [
      await mia().command(stage.general, `/assistants delete assistant:${id}`),
      await mia().command(stage.general, `/assistants delete assistant:${id}`),
    ];

    await mia().click(stage.general, one.message.id, 'Delete');
    const second = await mia().click(stage.general, other.message.id, 'Delete');

    expect(second.message.content).toContain('There is no assistant called');
  });

  test('the one that answers where nobody else was chosen stays', async () => {
    const reply = await olga().command(stage.general, '/assistants delete assistant:Bobbin');

    expect(reply.message.content).toContain('cannot be deleted');
  });
});
