import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PostOptions } from '../../../playground/discord/people/person.ts';
import { answersIn, untilAnswers } from '../../support/bot.ts';
import { openPanel } from '../../support/config-panel.ts';
import { answering, type ModelServer, runModelServer } from '../../support/model-server.ts';
import { shareBot } from '../../support/shared-bot.ts';

let model: ModelServer | undefined;
/** The model answers with the instructions that it was given. */
const stage = shareBot({
  settings: async () => {
    model = await runModelServer((exchange) => answering(String(exchange.request.body['instructions']))(exchange));
    return { MODEL_API: 'responses', OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
  },
});
afterAll(() => model?.close());

const mia = () => stage.discord.person('Mia', { moderator: true });
const ada = () => stage.discord.person('Ada');
const mention = (text: string) => `<@${stage.discord.bot.id}> ${text}`;
let made = 0;

beforeEach(async () => {
  await stage.write(() => ({}));
  // What is written behind its back the bot would know only after a second.
  await mia().command(stage.general, '/config speaking when:inherit');
});

function channel(): { id: string; name: string } {
  const name = `place-${(made += 1)}`;
  return { id: stage.discord.createChannel({ name }).id, name };
}

function forum(...tags: string[]): { id: string; name: string } {
  const name = `forum-${(made += 1)}`;
  return { id: stage.discord.createForum({ name, tags }).id, name };
}

/** The panel at the page of a place. */
async function panelAt(place: { name: string }) {
  const panel = await openPanel(mia(), stage.general);
  await panel.go('Where, when and as whom');
  await panel.choose('Choose a channel, a category or a forum', place.name);
  return panel;
}

async function panelOf(subject: string) {
  const panel = await openPanel(mia(), stage.general);
  await panel.go(subject);
  return panel;
}

/** The first answer to a question that mentions Bobbin, in its thread. */
async function ask(place: { id: string }, text = 'hello', how: PostOptions = {}, person = ada()): Promise<string> {
  const { id } = await person.post(place.id, mention(text), how);
  return (await untilAnswers(stage.discord, id, 1))[0]?.content ?? '';
}

/** What Bobbin says in the channel itself after a post that mentions it. */
async function reactionTo(place: { id: string }, text = 'hello', how: PostOptions = {}, person = ada()) {
  const before = answersIn(stage.discord, place.id).length;
  await person.post(place.id, mention(text), how);
  return (await untilAnswers(stage.discord, place.id, before + 1)).at(-1)?.content ?? '';
}

async function assistant(name: string): Promise<string> {
  const { assistants } = stage.engine.beta;
  return (await assistants.create({ model: 'm', name, instructions: `I am ${name}.` })).id;
}

describe('on the next post, with no restart, it counts', () => {
  test('when Bobbin speaks in a channel', async () => {
    const place = channel();
    const panel = await panelAt(place);

    await panel.choose('When I speak', 'Never');
    const silent = await ada().post(place.id, mention('one'));
    await panel.choose('When I speak', 'To every message, in the channel itself');
    await ada().post(place.id, 'two');
    await untilAnswers(stage.discord, place.id, 1);
    await panel.choose('When I speak', 'To every message, each in its own thread');
    const third = await ada().post(place.id, 'three');
    await untilAnswers(stage.discord, third.id, 1);

    expect(answersIn(stage.discord, silent.id)).toEqual([]);
    expect(answersIn(stage.discord, place.id)).toHaveLength(1);
  });

  test('when Bobbin speaks in its threads', async () => {
    const place = channel();
    const { id: thread } = await ada().post(place.id, mention('one'));
    await untilAnswers(stage.discord, thread, 1);
    const panel = await panelAt(place);

    await panel.choose('In my threads', 'In my threads: Only when I am mentioned');
    await ada().post(thread, 'two');
    await panel.choose('In my threads', 'In my threads: Every message');
    await ada().post(thread, 'three');
    await untilAnswers(stage.discord, thread, 2);

    expect(answersIn(stage.discord, thread)).toHaveLength(2);
  });

  test('which assistant answers, for the server, a channel, and the channel no more', async () => {
    const place = channel();
    const [one, two] = [await assistant('Server'), await assistant('Channel')];
    const panel = await panelOf('Where, when and as whom');

    await panel.choose('Assistant', one);
    const first = await ask(place);
    await panel.choose('Choose a channel, a category or a forum', place.name);
    await panel.choose('Assistant', two);
    const second = await ask(place);
    await panel.choose('Assistant', 'Assistant: as around it');
    const third = await ask(place);

    expect(first).toContain('I am Server.');
    expect(second).toContain('I am Channel.');
    expect(third).toContain('I am Server.');
  });

  test('what the assistant is told in a place and about a role', async () => {
    const place = channel();
    const role = stage.discord.createRole({ name: `Premium ${place.name}` });
    const rita = stage.discord.person('Rita', { roles: [role.id] });
    const panel = await panelAt(place);

    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': 'Speak like a pirate.' });
    await panel.go('Instructions for roles');
    await panel.choose('Choose a role', role.id);
    await panel.click('Extra instructions …');
    await panel.fillIn({ 'Extra instructions': 'A premium member: answer in depth.' });

    const toRita = await ask(place, 'hello', {}, rita);
    expect(toRita).toContain('Speak like a pirate.');
    expect(toRita).toContain('A premium member: answer in depth.');
    expect(await ask(place)).not.toContain('premium');
  });

  test('who may talk', async () => {
    const place = channel();
    const panel = await panelOf('Who may talk with me');

    await panel.choose('Refuse roles or people', ada().id);
    const refused = await reactionTo(place);
    await panel.choose('Take off the list', ada().id);
    await ask(place);
    await panel.choose('Allow roles or people', mia().id);
    const stranger = await reactionTo(channel());

    expect(refused).toContain('I may not answer you here');
    expect(stranger).toContain('I may not answer you here');
    expect(await ask(place, 'hello', {}, mia())).not.toBe('');
  });

  test('how long a post may be, and how many files it may have', async () => {
    const place = channel();
    const files = { attachments: [{ name: 'a.txt', data: 'a' }] };
    const panel = await panelOf('Limits, time zone, retention');

    await panel.click('Change …');
    await panel.fillIn({ 'Longest message': '10', 'Files with one message': '0' });
    const long = await reactionTo(place, 'words '.repeat(10));
    const withFile = await reactionTo(place, 'x', files);
    await panel.click('Change …');
    await panel.fillIn({ 'Longest message': '', 'Files with one message': '' });

    expect(long).toContain('too long for me here');
    expect(withFile).toContain('too many files');
    expect(await ask(place, 'words '.repeat(10), files)).not.toBe('');
  });

  test('how much a person may use, what they are granted, and that they begin again', async () => {
    const place = channel();
    const bea = stage.discord.person(`Bea of ${place.name}`);
    await mia().command(stage.general, `/config speaking when:channel in:${place.id}`);
    const question = () => reactionTo(place, 'hello', {}, bea);
    const panel = await panelOf('Budgets');

    await panel.choose('How it is counted', 'Answers a month');
    await panel.click('Set the limit …');
    await panel.fillIn({ 'Answers a month': '1' });
    const answers = [await question(), await question()];
    await mia().command(stage.general, `/config budget grant amount:1 of:answers per:month person:${bea.id}`);
    answers.push(await question(), await question());
    await mia().command(stage.general, `/config budget reset person:${bea.id}`);
    answers.push(await question(), await question());
    await panel.choose('Remove budgets', 'person.answers.month');
    answers.push(await question());

    expect(answers.map((text) => (text.includes('You have used up') ? 'refused' : 'answered'))).toEqual([
      'answered',
      'refused',
      'answered',
      'refused',
      'answered',
      'refused',
      'answered',
    ]);
  });

  test('how long a person has to wait', async () => {
    const place = channel();
    const cleo = stage.discord.person(`Cleo of ${place.name}`);
    await mia().command(stage.general, `/config speaking when:channel in:${place.id}`);
    const panel = await panelOf('Limits, time zone, retention');

    await panel.click('Change …');
    await panel.fillIn({ 'Pause between two answers to a person': '3600' });
    const first = await reactionTo(place, 'hello', {}, cleo);
    const second = await reactionTo(place, 'hello', {}, cleo);

    expect(first).not.toContain('only once in a while');
    expect(second).toContain('only once in a while');
  });

  test('which bots get answers', async () => {
    const place = channel();
    await mia().command(stage.general, `/config speaking when:channel in:${place.id}`);
    const panel = await panelOf('Bots that I answer');
    const { author } = await stage.discord.postAsBot(place.id, 'one', { name: 'Feed' });

    await panel.choose('Let a bot talk with me', author.id);
    await stage.discord.postAsBot(place.id, 'two', { name: 'Feed' });
    await untilAnswers(stage.discord, place.id, 1);
    await panel.choose('Take off the list', author.id);
    await stage.discord.postAsBot(place.id, 'three', { name: 'Feed' });
    await ada().post(place.id, 'four');
    await untilAnswers(stage.discord, place.id, 2);

    expect(answersIn(stage.discord, place.id)).toHaveLength(2);
  });

  test('which forum posts are answered, and by whom, as their tags say', async () => {
    const place = forum('maths', 'poetry');
    const [general, mathematician] = [await assistant('Generalist'), await assistant('Mathematician')];
    const post = async (...tags: string[]) => ada().postInForum(place.id, { name: 'A title', content: 'How?', tags });
    const answerIn = async (id: string) => (await untilAnswers(stage.discord, id, 1))[0]?.content;
    const panel = await panelAt(place);

    const unanswered = await post();
    await panel.choose('When I speak', 'To every new forum post');
    await panel.choose('Assistant', general);
    await panel.click('Forum tags');
    await panel.choose('Choose a tag, to choose its assistant', 'maths');
    await panel.choose('Assistant', mathematician);
    const [plain, maths, poetry] = [await post(), await post('maths'), await post('poetry')];

    expect(await answerIn(plain.id)).toContain('I am Generalist.');
    expect(await answerIn(maths.id)).toContain('I am Mathematician.');
    expect(await answerIn(poetry.id)).toContain('I am Generalist.');
    expect(answersIn(stage.discord, unanswered.id)).toEqual([]);
  });
});

test('export, wipe and import give the same behaviour', async () => {
  const [place, questions] = [channel(), forum('maths')];
  const pirate = await assistant('Pirate');
  await mia().command(stage.general, `/config speaking when:channel in:${place.id}`);
  await mia().command(stage.general, `/config assistant name:${pirate} in:${place.id}`);
  await mia().command(stage.general, `/config instructions text:Say arr. in:${place.id}`);
  await mia().command(stage.general, `/config assistant name:${pirate} in:${questions.id} tag:maths`);
  const exported = await mia().command(stage.general, '/config export');
  const data = await (await fetch(exported.message.attachments[0]?.url ?? '')).text();

  const wipe = await mia().command(stage.general, '/config import', { file: { name: 'none.json', data: '{}' } });
  await mia().click(stage.general, wipe.message.id, 'Change it');
  await ada().post(place.id, 'nobody answers this');
  const wiped = await ask(place);
  const back = await mia().command(stage.general, '/config import', { file: { name: 'settings.json', data } });
  await mia().click(stage.general, back.message.id, 'Change it');
  await ada().post(place.id, 'hello');
  const [answer] = await untilAnswers(stage.discord, place.id, 1);
  const again = await mia().command(stage.general, '/config export');

  expect(wiped).not.toContain('I am Pirate.');
  expect(answer?.content).toContain('I am Pirate.');
  expect(answer?.content).toContain('Say arr.');
  expect(await (await fetch(again.message.attachments[0]?.url ?? '')).text()).toBe(data);
});

test('roles count for what was posted while Bobbin was away', async () => {
  const place = channel();
  const [members, banned] = ['Members', 'Banned'].map((name) => stage.discord.createRole({ name }));
  const [cleo, dan] = ['Cleo', 'Dan'].map((name) => stage.discord.person(name));
  await cleo?.giveRole(members?.id ?? '');
  await dan?.giveRole(members?.id ?? '');
  await dan?.giveRole(banned?.id ?? '');
  await ask(place, 'a mark to go on from');
  await stage.write(() => ({
    allowed: { roles: [members?.id ?? ''] },
    refused: { roles: [banned?.id ?? ''] },
    roleInstructions: { [members?.id ?? '']: 'This is a member.' },
  }));
  await stage.bot.stop();
  const allowed = await cleo?.post(place.id, mention('May I?'));
  await dan?.post(place.id, mention('May I, too?'));

  await stage.restart();

  const [answer] = await untilAnswers(stage.discord, allowed?.id ?? '', 1);
  const [refusal] = await untilAnswers(stage.discord, place.id, 1);
  expect(answer?.content).toContain('This is a member.');
  expect(refusal?.mentions.map(({ username }) => username)).toEqual(['dan']);
});
