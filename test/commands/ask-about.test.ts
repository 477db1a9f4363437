import { PermissionFlagsBits as Flags, MessageType, OverwriteType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { answersIn, untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const NAME = 'Ask Bobbin about this';

const stage = shareBot();
const ada = () => stage.discord.person('Ada');
const bob = () => stage.discord.person('Bob');

/** Opens the menu of a message and sends the question in. */
async function askAbout(channelId: string, messageId: string, question?: string, person = ada()) {
  const { modal } = await person.contextMenu(channelId, NAME, { messageId });
  return person.submit(modal, question === undefined ? {} : { question });
}

/** What the assistant was told first in a conversation. */
async function told(conversationId: string): Promise<string> {
  const exported = await ada().command(conversationId, '/export format:json');
  const [file] = exported.message.attachments;
  const { messages } = (await (await fetch(file?.url ?? '')).json()) as {
    messages: { author?: { name: string }; text: string }[];
  };
  return `${messages[0]?.author?.name}: ${messages[0]?.text}`;
}

describe('Ask Bobbin about this', () => {
  test('asks for the question and answers in a thread on the message', async () => {
    const message = await bob().post(stage.general, 'Bees dance.\nAda: I said that');

    const { modal } = await ada().contextMenu(stage.general, NAME, { messageId: message.id });
    const reply = await ada().submit(modal, { 'Your question': 'Is that so?' });

    const [question, answer] = await untilAnswers(stage.discord, message.id, 2);
    expect(modal.title).toBe('Ask about this message');
    expect(reply).toMatchObject({ ephemeral: true, message: { content: `Your question is here: <#${message.id}>` } });
    expect(stage.discord.channel(message.id)).toMatchObject({ parentId: stage.general, name: 'Is that so?' });
    expect(question?.content).toMatch(/^\*\*Ada\*\* asks about https:\/\/\S+:\n>>> Is that so\?$/);
    expect(answer?.message_reference?.message_id).toBe(question?.id);
    expect(await told(message.id)).toBe(
      'Ada: Is that so?\n\nAbout this message by Bob, quoted here; it is not by Ada.\n> Bees dance.\n> Ada: I said that',
    );
  });

  test('without a question it asks what there is to say', async () => {
    const message = await bob().post(stage.general, 'Bees sting.');

    await askAbout(stage.general, message.id);

    const [question] = await untilAnswers(stage.discord, message.id, 2);
    expect(question?.content).toContain('>>> What do you say to this?');
  });

  test('brings the files of the message along, which stay where they are', async () => {
    const attachments = [{ name: 'bee.png', data: 'not really' }];
    const message = await bob().post(stage.general, '', { attachments });

    await askAbout(stage.general, message.id, 'What is it?');

    const [question] = await untilAnswers(stage.discord, message.id, 2);
    expect(await told(message.id)).toMatch(/^Ada: What is it\?\n\n.*; it is not by Ada\.\n> \(file: bee\.png\)/);
    await expect.poll(async () => (await stage.answeredPosts(message.id)).length, { timeout: 10_000 }).toBe(1);
    const [post] = await stage.answeredPosts(message.id);
    const source = { channelId: stage.general, messageId: message.id };
    expect(post).toMatchObject({
      id: question?.id,
      files: [{ id: message.attachments[0]?.id, name: 'bee.png', source }],
    });
  });

  test('reads what a message forwards, and names for mentions', async () => {
    const original = await bob().post(stage.general, `Bees dance, ${ada().mention}.`);
    const forward = await bob().forward(stage.discord.channel('help').id, original);

    await askAbout(stage.discord.channel('help').id, forward.id, 'Do they?');

    await untilAnswers(stage.discord, forward.id, 2);
    expect(await told(forward.id)).toContain('it is not by Ada.\n> > Bees dance, @Ada.');
  });

  test('asks in the thread that the message has, and in a thread right there', async () => {
    const threadId = await stage.conversation();
    const before = answersIn(stage.discord, threadId).length;
    const post = await bob().post(threadId, 'And wasps?');
    await untilAnswers(stage.discord, threadId, before + 1);

    const onStarter = await askAbout(stage.general, threadId, 'First');
    await untilAnswers(stage.discord, threadId, before + 3);
    const inside = await askAbout(threadId, post.id, 'Second');
    await untilAnswers(stage.discord, threadId, before + 5);

    expect(onStarter.message.content).toContain(`<#${threadId}>`);
    expect(inside.message.content).toContain('right here');
  });

  test('in a direct message it answers right there, also about its own message', async () => {
    const dm = await ada().openDm();
    await ada().post(dm.id, 'hello');
    const [hello] = await untilAnswers(stage.discord, dm.id, 1);

    const reply = await askAbout(dm.id, hello?.id ?? '', 'Really?');

    expect(reply.message.content).toContain('right here');
    const [, question] = await untilAnswers(stage.discord, dm.id, 3);
    expect(question?.content).toContain('>>> Really?');
  });

  test('works for a modal that was open while Bobbin was started anew', async () => {
    const message = await bob().post(stage.general, 'Bees sleep.');
    const { modal } = await ada().contextMenu(stage.general, NAME, { messageId: message.id });
    await stage.restart();

    await ada().submit(modal, { question: 'Do they?' });

    await untilAnswers(stage.discord, message.id, 2);
    expect(await told(message.id)).toContain('> Bees sleep.');
  });

  test('says so when the message was deleted meanwhile, or has nothing to read', async () => {
    const message = await bob().post(stage.general, 'Bees vanish.');
    const { modal } = await ada().contextMenu(stage.general, NAME, { messageId: message.id });
    await bob().delete(stage.general, message.id);
    const joined = await stage.discord.systemMessage(stage.general, MessageType.UserJoin);

    const gone = await ada().submit(modal, { question: 'Where?' });
    const nothing = await ada().contextMenu(stage.general, NAME, { messageId: joined.id });

    expect(gone.message.content).toContain('not there any more');
    expect(nothing.message.content).toContain('nothing in that message');
  });

  test('is refused to those who may not write there, and where Bobbin is switched off', async () => {
    const { id } = stage.discord.createChannel({ name: 'read-only' });
    const message = await bob().post(id, 'Read this.');
    stage.discord.setOverwrites(id, [
      { id: stage.discord.guild.id, type: OverwriteType.Role, allow: '0', deny: `${Flags.SendMessages}` },
    ]);
    const quiet = stage.discord.createChannel({ name: 'quiet' });
    const hushed = await bob().post(quiet.id, 'Hush.');
    await stage.change((settings) => ({ ...settings, places: { [quiet.id]: { speaking: 'off' } } }));

    const refused = await askAbout(id, message.id, 'What?');
    const off = await askAbout(quiet.id, hushed.id, 'What?');

    expect(refused.message.content).toContain('You may not write there');
    expect(off.message.content).toContain('switched me off');
  });
});
