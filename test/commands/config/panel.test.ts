import { beforeEach, describe, expect, test } from 'vitest';
import { SERVER_KEY } from '../../../src/assistants/directory.ts';
import { openPanel } from '../../support/config-panel.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  discord: {
    seed: { channels: ['general', 'help', 'mods'], forums: [{ name: 'questions', tags: ['maths', 'done'] }] },
  },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const id = (name: string) => stage.discord.channel(name).id;
const open = () => openPanel(mia(), stage.general);
const own = () => stage.settings();

beforeEach(async () => {
  await stage.write(() => ({}));
});

describe('the panel', () => {
  test('shows the state and the subjects to the moderator alone', async () => {
    const panel = await open();

    expect(panel.isEphemeral).toBe(true);
    expect(panel.text()).toContain('When I speak: **When I am mentioned, in a thread**');
    expect(panel.text()).toContain('Who may talk with me: **everybody**');
    expect(panel.controls()[0]?.options).toHaveLength(8);
  });

  test('has a page with the state and a way back for every subject', async () => {
    const panel = await open();

    for (const { label } of panel.controls()[0]?.options ?? []) {
      const shown = await panel.go(label);
      expect(shown.kind, label).toBe('update');
      expect(panel.text(), label).toMatch(/^## .+\n/);
      expect(panel.controls().at(-1)?.label, label).toBe('Back');
    }
    await panel.click('Back');
    expect(panel.text()).toContain('My settings on Playground');
  });

  test('works after a restart', async () => {
    const panel = await open();
    await panel.go('Where, when and as whom');
    await stage.restart();

    await panel.choose('When I speak', 'Never');

    expect(await own()).toEqual({ everywhere: { speaking: 'off' } });
    expect(panel.chosen('When I speak')).toBe('Never');
  });

  test('shows everything, exports and tests from its first page', async () => {
    await stage.write(() => ({ cooldownSeconds: 5 }));
    const panel = await open();

    const [all, exported, tested] = [
      await panel.click('Show everything'),
      await panel.click('Export'),
      await panel.click('Test this channel'),
    ];

    expect(all).toMatchObject({ kind: 'message', ephemeral: true });
    expect(all.message.content).toContain('Pause between two answers to a person: **5 seconds**');
    expect(exported.message.attachments[0]?.filename).toBe('bobbin-Playground.json');
    expect(tested.message.content).toContain('Send Messages in Threads');
  });
});

describe('where, when and as whom', () => {
  test("is set for the server's default, and unset", async () => {
    const panel = await open();
    await panel.go('Where, when and as whom');

    await panel.choose('When I speak', 'To every message, in the channel itself');
    await panel.choose('In my threads', 'In my threads: Only when I am mentioned');
    await panel.choose('Assistant', 'Assistant: Bobbin');
    const all = await own();
    await panel.choose('When I speak', 'inherit');
    await panel.choose('In my threads', 'inherit');
    await panel.choose('Assistant', 'Assistant: the usual one');

    expect(all.everywhere).toEqual({
      speaking: 'channel',
      inThreads: 'mentioned',
      assistantId: expect.any(String) as string,
    });
    expect(await own()).toEqual({});
  });

  test('is set for a channel alone, and says what is as around it', async () => {
    await stage.write(() => ({ everywhere: { inThreads: 'mentioned' } }));
    const panel = await open();
    await panel.go('Where, when and as whom');

    await panel.choose('Choose a channel, a category or a forum', 'help');
    await panel.choose('When I speak', 'To every message, each in its own thread');

    expect(panel.text()).toContain('**To every message, each in its own thread**');
    expect(panel.text()).toContain('**Only when I am mentioned (as around it)**');
    expect(panel.chosen('In my threads')).toBe('In my threads: As around it: Only when I am mentioned');
    expect((await own()).places).toEqual({ [id('help')]: { speaking: 'thread' } });
  });

  test('has a page for how answers appear there', async () => {
    await stage.write(() => ({ everywhere: { growing: true } }));
    const panel = await open();
    await panel.go('Where, when and as whom');
    await panel.choose('Choose a channel, a category or a forum', 'help');

    await panel.click('Answers');
    const around = [panel.text(), panel.chosen('Answers appear'), panel.chosen('Longest answer without a file')];
    await panel.choose('Answers appear', 'Answers appear: When they are finished');
    await panel.choose('Longest answer without a file', 'Longest answer: 1 message');
    const set = [panel.text(), await own()];
    await panel.choose('Answers appear', 'inherit');
    await panel.choose('Longest answer without a file', 'inherit');
    await panel.click('Back');

    expect(around).toEqual([
      expect.stringContaining('Answers appear: **While they are written (as around it)**'),
      'Answers appear: As around it: While they are written',
      'Longest answer: As around it: 5 messages',
    ]);
    expect(set).toEqual([
      expect.stringContaining('Longest answer without a file: **1 message**'),
      { everywhere: { growing: true }, places: { [id('help')]: { growing: false, mostMessages: 1 } } },
    ]);
    expect(await own()).toEqual({ everywhere: { growing: true } });
    expect(panel.text()).toContain('Extra instructions');
  });

  test('has words of its own for a forum', async () => {
    const panel = await open();
    await panel.go('Where, when and as whom');

    await panel.choose('Choose a channel, a category or a forum', 'questions');
    await panel.choose('When I speak', 'To every new forum post');

    expect((await own()).places).toEqual({ [id('questions')]: { speaking: 'thread' } });
    expect(panel.controls().map(({ label }) => label)).toContain('Forum tags');
  });

  test('has instructions, which a form changes and empties', async () => {
    const panel = await open();
    await panel.go('Where, when and as whom');
    await panel.choose('Choose a channel, a category or a forum', 'help');

    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': '  Be brief.\nAnd **kind**. ' });
    const written = await own();
    const text = panel.text();
    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': '' });

    expect(written.places?.[id('help')]).toEqual({ instructions: 'Be brief.\nAnd **kind**.' });
    expect(text).toContain(String.raw`“Be brief. And \*\*kind\*\*.”`);
    expect(await own()).toEqual({});
  });

  test('of a channel that is gone cannot be set', async () => {
    const { id: gone } = stage.discord.createChannel({ name: 'soon-gone' });
    const panel = await open();
    await panel.go('Where, when and as whom');
    await panel.choose('Choose a channel, a category or a forum', 'soon-gone');
    await stage.discord.person('Owner').deleteChannel(gone);

    const reply = await panel.choose('When I speak', 'Never');

    expect(reply.message.content).toContain('no such channel here any more');
    expect(await own()).toEqual({});
  });

  test("offers the assistants that this server may use, and no other server's", async () => {
    const { assistants } = stage.engine.beta;
    const tutor = await assistants.create({
      model: 'default',
      name: 'Tutor',
      metadata: { [SERVER_KEY]: stage.discord.guild.id },
    });
    const strangers = await assistants.create({
      model: 'default',
      name: 'Stranger',
      metadata: { [SERVER_KEY]: '1' },
    });
    const panel = await open();
    await panel.go('Where, when and as whom');
    const offered = panel.controls().find(({ placeholder }) => placeholder === 'Assistant')?.options ?? [];

    await panel.choose('Assistant', tutor.id);
    await assistants.delete(tutor.id);

    expect(offered.map(({ value }) => value)).toContain(tutor.id);
    expect(offered.map(({ value }) => value)).not.toContain(strangers.id);
    expect((await own()).everywhere?.assistantId).toBe(tutor.id);
  });
});

test('a menu holds 25 assistants at most, says so, and the others are found by their names', async () => {
  const { assistants } = stage.engine.beta;
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, index) => assistants.create({ model: 'default', name: `**Number** ${index}` })),
  );
  const panel = await open();
  await panel.go('Where, when and as whom');
  const offered = panel.controls().find(({ placeholder }) => placeholder === 'Assistant')?.options;

  const typed = await mia().command(stage.general, '/config assistant name:**number** 29');
  await Promise.all(all.map(({ id }) => assistants.delete(id)));

  expect(offered).toHaveLength(25);
  expect(panel.text()).toContain('`/config assistant` finds all of them by name');
  expect(typed.message.content).toContain(String.raw`\*\*Number\*\* 29`);
});

describe('forum tags', () => {
  test('choose the assistant, and one of them means solved', async () => {
    const panel = await open();
    await panel.go('Forum tags');
    await panel.choose('Choose a forum', 'questions');

    await panel.choose('Choose a tag, to choose its assistant', 'maths');
    await panel.choose('Assistant', 'Assistant: Bobbin');
    await panel.choose('Which tag means “solved”?', '“done” means solved');
    const { places } = await own();
    const text = panel.text();
    await panel.choose('Which tag means “solved”?', 'No tag means “solved”');
    await panel.choose('Choose a tag, to choose its assistant', 'maths');
    await panel.choose('Assistant', "Assistant: the forum's");

    expect(Object.values(places?.[id('questions')]?.tags ?? {})).toHaveLength(1);
    expect(places?.[id('questions')]?.solvedTagId).toMatch(/^\d+$/);
    expect(text).toContain('Tag maths: **Bobbin**');
    expect(text).toContain('Tag for what is solved: **done**');
    expect(await own()).toEqual({});
  });
});

describe('instructions for roles', () => {
  test('are written and emptied', async () => {
    const role = stage.discord.createRole({ name: 'Premium' });
    const panel = await open();
    await panel.go('Instructions for roles');
    await panel.choose('Choose a role', 'Premium');

    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': 'Answer in depth.' });
    const written = await own();
    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': '' });

    expect(written).toEqual({ roleInstructions: { [role.id]: 'Answer in depth.' } });
    expect(await own()).toEqual({});
  });
});
