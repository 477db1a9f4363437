import { OverwriteType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { answersIn, untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const PERMISSIONS =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.SendMessagesInThreads |
  Flags.CreatePublicThreads |
  Flags.CreatePrivateThreads |
  Flags.ReadMessageHistory;

const stage = shareBot({ discord: { application: { permissions: PERMISSIONS } } });
const ada = () => stage.discord.person('Ada');
const bob = () => stage.discord.person('Bob');
const mia = () => stage.discord.person('Mia', { moderator: true });

/** The id of the channel or thread that a reply links to. */
function linked(content: string): string {
  return /<#(\d+)>/.exec(content)?.[1] ?? '';
}

/** A channel in which the bot, or everybody, may not do something. */
async function channelWithout(name: string, who: 'bot' | 'everybody', flag: bigint): Promise<string> {
  const { id } = stage.discord.createChannel({ name });
  const [target, type] =
    who === 'bot' ? [stage.discord.bot.id, OverwriteType.Member] : [stage.discord.guild.id, OverwriteType.Role];
  stage.discord.setOverwrites(id, [{ id: target, type, allow: '0', deny: `${flag}` }]);
  return id;
}

describe('/ask', () => {
  test('asks in a new thread of the channel, names the asker, and the answer replies to that', async () => {
    const reply = await ada().command(stage.general, 'ask', { question: 'How do **bees** fly?\nAnd why?' });

    const threadId = linked(reply.message.content);
    const [question, answer] = await untilAnswers(stage.discord, threadId, 2);
    expect(reply).toMatchObject({ ephemeral: true });
    expect(stage.discord.channel(threadId)).toMatchObject({ parentId: stage.general, name: 'How do bees fly?' });
    expect(question?.content).toBe('**Ada** asks:\n>>> How do **bees** fly?\nAnd why?');
    expect(answer?.message_reference?.message_id).toBe(question?.id);
    expect(answer?.content).toContain('bees');
    expect(stage.discord.channel(threadId).thread?.members).toHaveProperty(ada().id);
  });

  test('goes on like any conversation, which the asker has started', async () => {
    const reply = await ada().command(stage.general, 'ask', { question: 'Remember the number 7' });
    const threadId = linked(reply.message.content);
    await untilAnswers(stage.discord, threadId, 2);

    await ada().post(threadId, 'What did I ask first?');
    const answers = await untilAnswers(stage.discord, threadId, 3);
    const refused = await bob().command(threadId, '/assistant switch name:Bobbin');

    expect(answers.at(-1)?.content).toContain('Remember the number 7');
    expect(refused.message.content).toContain('Only the person who started this conversation');
  });

  test('a question that is too long for one message is shown in several and asked whole', async () => {
    const question = `What did I ask first? ${'word '.repeat(1_100)}the end`;

    const reply = await ada().command(stage.general, 'ask', { question });

    const threadId = linked(reply.message.content);
    const messages = await untilAnswers(stage.discord, threadId, 4);
    const shown = messages.filter(({ content }) => content.includes('>>> '));
    expect(shown).toHaveLength(3);
    expect(shown.at(-1)?.content).toMatch(/the end$/);
    const { data } = await threadOf(threadId);
    expect(data[0]).toContain('the end');
    expect(messages.find(({ message_reference: reference }) => reference)?.message_reference?.message_id).toBe(
      shown.at(-1)?.id,
    );
  });

  test('pings nobody, whatever is asked and whatever the asker is called', async () => {
    const rude = stage.discord.person('*@everyone*');

    const reply = await rude.command(stage.general, 'ask', { question: `@everyone ${bob().mention}` });

    const [question] = await untilAnswers(stage.discord, linked(reply.message.content), 2);
    expect(question).toMatchObject({ mention_everyone: false, mentions: [] });
    expect(question?.content).toMatch(/^\*\*\\\*\\@everyone\\\*\*\* asks:/);
  });

  test('shows its file with the question, where it stays, and hands it to the assistant', async () => {
    const reply = await ada().command(stage.general, 'ask', { question: 'What is in it?', file: notes });

    const threadId = linked(reply.message.content);
    const [question] = await untilAnswers(stage.discord, threadId, 2);
    const [shown] = question?.attachments ?? [];
    expect(question?.content).toBe('**Ada** asks:\n>>> What is in it?');
    expect(await (await fetch(shown?.url ?? '')).text()).toBe('buzz');
    const [post] = await untilAnswered(threadId);
    expect(post).toMatchObject({ id: question?.id, text: 'What is in it?', files: [{ id: shown?.id, bytes: 4 }] });
    expect(post?.files?.[0]).toMatchObject({ name: 'notes.txt', url: expect.stringContaining(threadId) });
    expect(post?.files?.[0]).not.toHaveProperty('source');
    expect((await threadOf(threadId)).data[0]).toMatch(/^Ada: What is in it\?\n[^]*notes\.txt[^]*\n> buzz\n/);
  });

  test('shows the file with the last message of a long question', async () => {
    const question = `What is this? ${'word '.repeat(500)}`;

    const reply = await ada().command(stage.general, 'ask', { question, file: notes });

    const threadId = linked(reply.message.content);
    const [first, last] = await untilAnswers(stage.discord, threadId, 3);
    expect([first?.attachments.length, last?.attachments.length]).toEqual([0, 1]);
    expect((await untilAnswered(threadId))[0]).toMatchObject({ id: last?.id, files: [{ name: 'notes.txt' }] });
  });

  test('shows the file in the first message of a forum post', async () => {
    const forum = stage.discord.createForum({ name: 'files' });
    const around = await ada().postInForum(forum.id, { name: 'First', content: 'hello' });

    const reply = await bob().command(around.id, 'ask', { question: 'What is in it?', file: notes });

    const postId = linked(reply.message.content);
    const [question] = await untilAnswers(stage.discord, postId, 2);
    expect(question).toMatchObject({ id: postId, attachments: [{ filename: 'notes.txt' }] });
    const files = [{ id: question?.attachments[0]?.id, name: 'notes.txt' }];
    expect((await untilAnswered(postId))[0]).toMatchObject({ id: postId, files });
  });

  test('refuses a file that is too large for the place, or that it may not attach there, or that is gone', async () => {
    const before = stage.discord.channelIds().length;
    stage.discord.setPremiumTier(2);
    const large = { name: 'large.bin', data: new Uint8Array(11 * 1024 * 1024) };
    const dm = await ada().openDm();
    const closed = await channelWithout('no-files', 'bot', Flags.AttachFiles);

    const tooLarge = await ada().command(dm.id, 'ask', { question: 'What is in it?', file: large });
    const notAllowed = await ada().command(closed, 'ask', { question: 'What is in it?', file: notes });
    stage.discord.faults.fail({ path: /^\/cdn/, status: 404 });
    const gone = await ada().command(stage.general, 'ask', { question: 'What is in it?', file: notes });
    stage.discord.setPremiumTier(0);

    expect(tooLarge.message.content).toContain('too large: it may have 10,240 KB');
    expect(notAllowed.message.content).toContain('I may not attach files here');
    expect(gone.message.content).toContain('not there any more');
    expect(stage.discord.channelIds()).toHaveLength(before + 2); // the direct messages and the channel of this test
  });

  test('chooses the assistant for that conversation, by autocomplete', async () => {
    const tutor = await stage.engine.beta.assistants.create({ name: 'Tutor of bees', model: 'default' });

    const choices = await ada().autocomplete(stage.general, '/ask question:Hi assistant:of bees');
    const reply = await ada().command(stage.general, 'ask', {
      question: 'Hi',
      assistant: choices[0]?.value ?? '',
    });

    const threadId = linked(reply.message.content);
    await untilAnswers(stage.discord, threadId, 2);
    const list = await ada().command(threadId, '/assistant list');
    expect(choices).toEqual([{ name: 'Tutor of bees', value: tutor.id }]);
    expect(list.message.content).toMatch(/Tutor of bees\*\* \*\(talking here\)/);
  });

  test('an assistant that there is not is refused before anything is shown', async () => {
    const before = stage.discord.channelIds().length;

    const reply = await ada().command(stage.general, 'ask', { question: 'Hi', assistant: 'nobody' });

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining('no assistant') } });
    expect(stage.discord.channelIds()).toHaveLength(before);
  });

  test('in a thread it asks in a new thread beside it', async () => {
    const threadId = await stage.conversation();

    const reply = await bob().command(threadId, 'ask', { question: 'Something else' });

    const newId = linked(reply.message.content);
    await untilAnswers(stage.discord, newId, 2);
    expect(newId).not.toBe(threadId);
    expect(stage.discord.channel(newId).parentId).toBe(stage.general);
  });

  test('in a forum it makes a new post', async () => {
    const forum = stage.discord.createForum({ name: 'questions' });
    const post = await ada().postInForum(forum.id, { name: 'First', content: 'hello' });

    const reply = await bob().command(post.id, 'ask', { question: 'Why is honey sweet?' });

    const newId = linked(reply.message.content);
    const [question, answer] = await untilAnswers(stage.discord, newId, 2);
    expect(stage.discord.channel(newId)).toMatchObject({ parentId: forum.id, name: 'Why is honey sweet?' });
    expect(question).toMatchObject({ id: newId, content: '**Bob** asks:\n>>> Why is honey sweet?' });
    expect(answer?.content).toContain('honey');
  });

  test('in a forum the new post gets the tags of the one around it; where one is needed and there is none it says so', async () => {
    const tags = [{ name: 'bees' }, { name: 'official', moderated: true }];
    const forum = stage.discord.createForum({ name: 'tagged', tags, requiresTag: true });
    const post = await ada().postInForum(forum.id, { name: 'First', content: 'hello', tags: ['bees'] });
    const official = await mia().postInForum(forum.id, { name: 'News', content: 'hello', tags: ['official'] });

    const asked = await bob().command(post.id, 'ask', { question: 'Why?' });
    const refused = await bob().command(official.id, 'ask', { question: 'Why?' });

    const bees = stage.discord.channel(post.id).appliedTags;
    expect(stage.discord.channel(linked(asked.message.content)).appliedTags).toEqual(bees);
    expect(refused.message.content).toContain('needs a tag');
  });

  test('in a direct message it is asked right there', async () => {
    const dm = await ada().openDm();

    const reply = await ada().command(dm.id, 'ask', { question: 'Just between us' });

    const [question, answer] = await untilAnswers(stage.discord, dm.id, 2);
    expect(reply.message.content).toContain('right here');
    expect(question?.content).toContain('>>> Just between us');
    expect(answer?.content).toContain('Just between us');
  });
});

describe('/ask private:true', () => {
  test('asks in a private thread that only the asker is in', async () => {
    const reply = await ada().command(stage.general, 'ask', { question: 'Nobody may know', private: true });

    const threadId = linked(reply.message.content);
    await untilAnswers(stage.discord, threadId, 2);
    expect(reply.message.content).toContain('moderators who manage threads can read it');
    expect(ada().messages(threadId).length).toBeGreaterThan(1);
    expect(() => bob().messages(threadId)).toThrow();
    expect(mia().messages(threadId).length).toBeGreaterThan(1);
    expect(JSON.stringify(bob().messages(stage.general))).not.toContain('Nobody may know');
  });

  test('where there can be no private thread it asks in a direct message', async () => {
    const channelId = await channelWithout('no-private', 'bot', Flags.CreatePrivateThreads);
    const dm = await bob().openDm();

    const reply = await bob().command(channelId, 'ask', { question: 'Secretly', private: true });

    const [question] = await untilAnswers(stage.discord, dm.id, 2);
    expect(reply.message.content).toContain('cannot make a private thread');
    expect(question?.content).toContain('>>> Secretly');
  });

  test('says so when direct messages are closed', async () => {
    const channelId = await channelWithout('no-private-either', 'bot', Flags.CreatePrivateThreads);
    stage.discord.faults.fail({
      method: 'POST',
      path: /\/messages$/,
      status: 403,
      body: { code: 50_007, message: 'Cannot send messages to this user' },
    });

    const reply = await bob().command(channelId, 'ask', { question: 'Secretly', private: true });

    expect(reply.message.content).toContain('direct messages are closed');
  });
});

describe('whom /ask refuses', () => {
  test('those who may not write in the channel themselves', async () => {
    const channelId = await channelWithout('announcements', 'everybody', Flags.SendMessages);

    const reply = await ada().command(channelId, 'ask', { question: 'May I?' });

    expect(reply.message.content).toContain('You may not write there');
    expect(answersIn(stage.discord, channelId)).toEqual([]);
  });

  test('all, where Bobbin may not make threads', async () => {
    const channelId = await channelWithout('no-threads', 'bot', Flags.CreatePublicThreads);

    const reply = await ada().command(channelId, 'ask', { question: 'May you?' });

    expect(reply.message.content).toContain('I may not make threads here');
  });

  test('all, in a channel in which Bobbin is switched off; but not in others', async () => {
    const { id } = stage.discord.createChannel({ name: 'quiet' });
    await stage.change((settings) => ({ ...settings, places: { [id]: { speaking: 'off' } } }));

    const refused = await ada().command(id, 'ask', { question: 'Hello?' });
    const asked = await ada().command(stage.general, 'ask', { question: 'Hello?' });

    expect(refused.message.content).toContain('switched me off');
    expect(asked.message.content).toContain('Your question is here');
  });

  test('those whom the moderators refuse, and questions that are too long or have too many files', async () => {
    const before = await stage.settings();
    await stage.change((settings) => ({
      ...settings,
      refused: { people: [bob().id] },
      longestPost: 30,
      mostFiles: 0,
    }));

    const refused = await bob().command(stage.general, 'ask', { question: 'Hello?' });
    const tooLong = await ada().command(stage.general, 'ask', { question: 'x'.repeat(31) });
    const file = { name: 'a', data: 'a' };
    const tooMany = await ada().command(stage.general, 'ask', { question: 'x', file });

    expect(refused.message.content).toContain('the moderators have decided');
    expect(tooLong.message.content).toContain('31 characters, and the limit is 30');
    expect(tooMany.message.content).toContain('too many files');
    await stage.change(() => before);
  });
});

const notes = { name: 'notes.txt', data: 'buzz' };

/** The posts of the answer, once it is over. */
async function untilAnswered(conversationId: string) {
  await expect.poll(async () => (await stage.answeredPosts(conversationId)).length, { timeout: 10_000 }).toBe(1);
  return stage.answeredPosts(conversationId);
}

/** What the assistant was told in a conversation, oldest first. */
async function threadOf(conversationId: string): Promise<{ data: string[] }> {
  const exported = await ada().command(conversationId, '/export format:json');
  const [file] = exported.message.attachments;
  const { messages } = (await (await fetch(file?.url ?? '')).json()) as {
    messages: { author?: { name: string }; text: string }[];
  };
  return { data: messages.map(({ author, text }) => (author ? `${author.name}: ${text}` : text)) };
}

test('a question that cannot be shown in the end leaves no thread lying open', async () => {
  stage.discord.faults.fail({ method: 'POST', path: /channels\/\d+\/messages$/, status: 403 });

  const reply = await ada().command(stage.general, 'ask', { question: 'Where does this end?' });

  expect(reply.ephemeral).toBe(true);
  const left = stage.discord
    .channelIds()
    .map((id) => stage.discord.channel(id))
    .filter(({ name, thread }) => name === 'Where does this end?' && thread && !thread.archived);
  expect(left).toEqual([]);
});

test('inside of a private thread it is private, too', async () => {
  const { id } = await ada().startThread(stage.general, { name: 'Between us', private: true });

  const reply = await ada().command(id, 'ask', { question: 'Who else sees this?' });

  await untilAnswers(stage.discord, linked(reply.message.content), 2);
  expect(reply.message.content).toContain('moderators who manage threads can read it');
});
