import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot();
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });

async function createdAs(name: string): Promise<string> {
  const metadata = { discord_server_id: stage.discord.guild.id };
  return (await stage.engine.beta.assistants.create({ name, model: 'default', metadata })).id;
}

const add = (assistant: string, name: string, data: string | Buffer) =>
  mia().command(stage.general, '/assistants files add', { assistant, file: { name, data } });
const list = (assistant: string) => mia().command(stage.general, `/assistants files list assistant:${assistant}`);

async function storeOf(id: string): Promise<string> {
  const assistant = await stage.engine.beta.assistants.retrieve(id);
  return assistant.tool_resources?.file_search?.vector_store_ids?.[0] ?? '';
}

test('a file is added, can be searched, is listed, and is removed with all that was stored of it', async () => {
  const id = await createdAs('Librarian');

  const added = await add(id, 'opening hours.md', 'We open at nine.');
  const listed = await list(id);
  const [choice] = await mia().autocomplete(stage.general, `/assistants files remove assistant:${id} file:hours`);
  const search = await stage.engine.vectorStores.search(await storeOf(id), { query: 'When do you open?' });
  const removed = await mia().command(stage.general, '/assistants files remove', {
    assistant: id,
    file: String(choice?.value),
  });

  expect(added).toMatchObject({
    ephemeral: true,
    message: { content: expect.stringContaining('**Librarian** can look things up in opening hours.md (16 B) now') },
  });
  expect(listed.message.content).toContain('- opening hours.md · 16 B · ready');
  expect(search.data[0]?.filename).toBe('opening hours.md');
  expect(choice?.name).toBe('opening hours.md');
  expect(removed.message.content).toContain('is deleted');
  expect((await list(id)).message.content).toContain('has no files');
  await expect(stage.engine.files.retrieve(String(choice?.value))).rejects.toThrow('No such');
});

test('the tool that searches is switched on with the first file', async () => {
  const id = await createdAs('Searcher');

  await add(id, 'one.txt', 'One.');
  const storeId = await storeOf(id);
  await add(id, 'two.txt', 'Two.');

  expect((await stage.engine.beta.assistants.retrieve(id)).tools).toEqual([{ type: 'file_search' }]);
  expect(await storeOf(id)).toBe(storeId);
  expect((await list(id)).message.content).toMatch(/one\.txt.*\n.*two\.txt/);
});

test.each([
  { what: 'is no text', data: Buffer.from([0, 1, 2, 255]), says: 'this kind of file cannot be searched here' },
  { what: 'is empty', data: ' ', says: 'it is empty, damaged or too large' },
])('a file that $what is refused with the reason, and not kept', async ({ data, says }) => {
  const id = await createdAs('Refuser');

  const reply = await add(id, 'file.bin', data);

  expect(reply.message.content).toContain(says);
  expect((await list(id)).message.content).toContain('has no files');
  expect((await stage.engine.files.list()).data.map(({ filename }) => filename)).not.toContain('file.bin');
});

test('a file that is not there cannot be removed', async () => {
  const id = await createdAs('Empty');

  const reply = await mia().command(stage.general, '/assistants files remove', { assistant: id, file: 'nothing.txt' });

  expect(reply.message.content).toContain('has no file “nothing.txt”');
});

test('a clone has the files of the original, and keeps them when that is deleted', async () => {
  const id = await createdAs('Original');
  await add(id, 'shared.txt', 'We open at nine.');
  await mia().command(stage.general, '/assistants clone', { assistant: id, name: 'Copy' });
  await add(id, 'own.txt', 'We close at five.');

  const asked = await mia().command(stage.general, `/assistants delete assistant:${id}`);
  const oldStore = await storeOf(id);
  await mia().click(stage.general, asked.message.id, 'Delete');

  const copied = await list('Copy');
  expect(copied.message.content).toContain('shared.txt · 16 B · ready');
  expect(copied.message.content).not.toContain('own.txt');
  const left = (await stage.engine.files.list()).data.map(({ filename }) => filename);
  expect(left).toContain('shared.txt');
  expect(left).not.toContain('own.txt');
  await expect(stage.engine.vectorStores.retrieve(oldStore)).rejects.toThrow();
});

test('a file that both have is deleted with the last of them', async () => {
  const id = await createdAs('First');
  await add(id, 'both.txt', 'We open at nine.');
  await mia().command(stage.general, '/assistants clone', { assistant: id, name: 'Second' });
  const names = async () => (await stage.engine.files.list()).data.map(({ filename }) => filename);

  const fileOf = async (assistant: string) =>
    mia().command(stage.general, '/assistants files remove', { assistant, file: 'both.txt' });
  await fileOf('Second');
  const afterOne = await names();
  await fileOf('First');

  expect(afterOne).toContain('both.txt');
  expect(await names()).not.toContain('both.txt');
});
