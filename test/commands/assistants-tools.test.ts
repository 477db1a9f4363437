import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, expect, test } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const folder = mkdtempSync(join(tmpdir(), 'bobbin-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stage = shareBot({
  settings: async () => {
    const path = join(folder, 'course.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE lessons (title TEXT)');
    database.close();
    return { DATABASE_FILES: path };
  },
});
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });
const foreign = { type: 'function' as const, function: { name: 'of_another_program', parameters: {} } };

test('functions are offered by name, and an assistant lists those that are chosen, and what was not offered', async () => {
  const { id } = await stage.engine.beta.assistants.create({
    name: 'Clerk',
    model: 'default',
    tools: [foreign, { type: 'code_interpreter' }],
    metadata: { discord_server_id: stage.discord.guild.id },
  });
  const { modal } = await mia().command(stage.general, `/assistants edit assistant:${id}`);
  const panel = await mia().submit(modal);

  const chosen = await mia().choose(stage.general, panel.message.id, 'What it may use', ['ask_database']);

  expect(JSON.stringify(panel.message.components)).not.toContain('of_another_program');
  expect(chosen.message.content).toContain('uses `of_another_program`, `ask_database`');
  const { tools } = await stage.engine.beta.assistants.retrieve(id);
  expect(tools).toMatchObject([foreign, { type: 'function', function: { name: 'ask_database' } }]);
  expect(JSON.stringify(tools)).toContain('lessons');
});

test('an assistant cannot have more tools than the API takes', async () => {
  const tools = Array.from({ length: 128 }, (_, index) => ({
    type: 'function' as const,
    function: { name: `other_${index}`, parameters: {} },
  }));
  const { id } = await stage.engine.beta.assistants.create({
    name: 'Full',
    model: 'default',
    tools,
    metadata: { discord_server_id: stage.discord.guild.id },
  });
  const { modal } = await mia().command(stage.general, `/assistants edit assistant:${id}`);
  const panel = await mia().submit(modal);

  const refused = await mia().choose(stage.general, panel.message.id, 'What it may use', ['ask_database']);

  expect(refused).toMatchObject({ kind: 'message', ephemeral: true });
  expect(refused.message.content).toContain('128 tools at most');
});
