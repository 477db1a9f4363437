import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot({ operator: { ceilings: { models: ['small', 'large'], assistants: 2 } } });
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });

async function create(fields: Record<string, string>) {
  const { modal } = await mia().command(stage.general, '/assistants create');
  return mia().submit(modal, fields);
}

const own = async () =>
  (await stage.engine.beta.assistants.list({ order: 'asc' })).data.filter(
    ({ metadata }) => metadata?.['discord_server_id'],
  );

test('models are those that the operator allows, and a server has as many assistants as it may', async () => {
  const refused = await create({ Name: 'Costly', Model: 'huge', Instructions: 'Think hard.' });
  const first = await create({ Name: 'First', Model: 'large' });
  const second = await create({ Name: 'Second', Model: '' });
  const third = await mia().command(stage.general, '/assistants create');
  const copied = await mia().command(stage.general, '/assistants clone assistant:First');

  expect(refused.message.content).toContain('may not have the model “huge”. These are allowed: small, large.');
  expect(refused.message.attachments).toHaveLength(1);
  expect(first.message.content).toContain('is there');
  expect(second.message.content).toContain('is there');
  for (const reply of [third, copied]) {
    expect(reply.message.content).toContain('may have 2 assistants of its own, and has as many');
  }
  expect((await own()).map(({ name, model }) => [name, model])).toEqual([
    ['First', 'large'],
    ['Second', 'small'],
  ]);
});

test('those who make some at the same time do not get more than the server may have', async () => {
  for (const { id } of await own()) await stage.engine.beta.assistants.delete(id);
  const people = ['Ann', 'Ben', 'Cid', 'Dot', 'Eli'].map((name) =>
    stage.discord.person(name, { permissions: PermissionFlagsBits.ManageGuild }),
  );
  const modals = await Promise.all(people.map((person) => person.command(stage.general, '/assistants create')));

  await Promise.all(
    people.map((person, index) => person.submit(modals[index]?.modal ?? { id: '' }, { Name: person.name })),
  );

  expect(await own()).toHaveLength(2);
});
