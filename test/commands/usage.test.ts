import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot({ owners: ['Olga'] });
const ada = () => stage.discord.person('Ada');
const mia = () => stage.discord.person('Mia', { permissions: Flags.ManageGuild });

/** Waits until an answer is booked, which is a moment after it is there. */
async function untilUsed(person: ReturnType<typeof ada>, command: string, part: string, channelId = stage.general) {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const reply = await person.command(channelId, command);
    if (reply.message.content.includes(part) || performance.now() > deadline) return reply;
  }
}

describe('/usage', () => {
  test('me: what one has used by day and by assistant, and that there is no limit', async () => {
    const person = stage.discord.person('Una');
    await stage.conversation(person);

    const reply = await untilUsed(person, '/usage me', '1 answer');

    expect(reply).toMatchObject({ ephemeral: true });
    expect(reply.message.content).toMatch(/```\nThe last seven days\n(?:.+ [▇▁]{10} .*answers?, \S+ tokens\n){7}/);
    expect(reply.message.content).toMatch(/The last month, by assistant\nBobbin +▇{10} +1 answer, \S+ tokens\n```/);
    expect(reply.message.content).toContain('There is no limit here.');
  });

  test('me: nothing used, in a direct message', async () => {
    const person = stage.discord.person('Dora');
    const dm = await person.openDm();

    const reply = await person.command(dm.id, '/usage me');

    expect(reply.message.content).toContain('Nothing in the last month.');
  });

  test('me: the budgets that apply, with what is left and when it is free again', async () => {
    await stage.change((settings) => ({
      ...settings,
      budgets: [
        { per: 'person', unit: 'answers', window: 'day', limit: 3 },
        { per: 'server', unit: 'tokens', window: 'month', limit: 1_000_000 },
      ],
    }));
    const person = stage.discord.person('Bud');
    await stage.conversation(person);

    const reply = await untilUsed(person, '/usage me', '2 answers of 3 left');

    expect(reply.message.content).toMatch(/- you: 2 answers of 3 left today; all of it again <t:\d+:R>/);
    expect(reply.message.content).toMatch(/- the server: [\d,]+ tokens of 1,000,000 left in this month/);
  });

  test('server: for those who may manage it and for the owners of the bot, with the budgets that are shared', async () => {
    const channel = stage.discord.createChannel({ name: 'busy' });
    await stage.change((settings) => ({
      ...settings,
      budgets: [
        { per: 'person', unit: 'answers', window: 'day', limit: 3 },
        { per: 'server', unit: 'answers', window: 'hour', limit: 500 },
        { per: 'channel', of: channel.id, unit: 'answers', window: 'day', limit: 7 },
      ],
    }));
    await stage.conversation(ada());

    const reply = await untilUsed(mia(), '/usage server', 'Bobbin');
    const owner = await stage.discord.person('Olga').command(stage.general, '/usage server');
    const refused = await ada().command(stage.general, '/usage server');

    expect(reply.message.content).toContain('What this server has used');
    expect(reply.message.content).toMatch(/- the server: \d+ answers of 500 left in this hour/);
    expect(reply.message.content).toContain(`- <#${channel.id}>: 7 answers of 7 left today`);
    expect(reply.message.content).not.toContain('- you');
    expect(owner.message.content).toContain('What this server has used');
    expect(refused.message.content).toContain('for those who may manage the server');
  });

  test('server: not in a direct message', async () => {
    const dm = await mia().openDm();

    const reply = await mia().command(dm.id, '/usage server');

    expect(reply.message.content).toContain('in a server only');
  });

  test('fits one message, however many assistants and budgets there are', async () => {
    await stage.change((settings) => ({
      ...settings,
      budgets: Array.from({ length: 40 }, (_, index) => ({
        per: 'channel' as const,
        of: `${1_000 + index}`,
        unit: 'answers' as const,
        window: 'day' as const,
        limit: index,
      })),
    }));
    const person = stage.discord.person('Vera', { permissions: Flags.ManageGuild });
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const name = `${'`W`'.repeat(60)}${index}`;
        const { id } = await stage.engine.beta.assistants.create({ name, model: 'default' });
        const asked = await person.command(stage.general, 'ask', { question: 'Hi', assistant: id });
        await untilAnswers(stage.discord, /<#(\d+)>/.exec(asked.message.content)?.[1] ?? '', 2);
      }),
    );

    const reply = await person.command(stage.general, '/usage server');

    expect(reply.message.content).toMatch(/- … and \d+ more$/);
    expect(reply.message.content.match(/```/g)).toHaveLength(2);
  });
});
