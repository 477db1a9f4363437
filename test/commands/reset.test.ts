import { describe, expect, test } from 'vitest';
import { untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot();
const ada = () => stage.discord.person('Ada');
const bob = () => stage.discord.person('Bob');

/** A conversation that Ada has started, in which Bob has written, too. */
async function sharedConversation(): Promise<string> {
  const threadId = await stage.conversation(ada());
  await bob().post(threadId, 'Me, too.');
  await untilAnswers(stage.discord, threadId, 2);
  return threadId;
}

/** The last message that all see in a place. */
const lastIn = (channelId: string) => stage.discord.messages(channelId).at(-1)?.content;

describe('/reset', () => {
  test('where only the person has written it starts over at once, and all hear what was forgotten', async () => {
    const threadId = await stage.conversation(ada());

    const reply = await ada().command(threadId, '/reset');

    expect(reply).toMatchObject({ ephemeral: false });
    expect(reply.message.content).toBe(
      'This conversation starts over: I have forgotten everything that was said here, 1 message from 1 person.',
    );
  });

  test('asks first when others have written there, and forgets nothing before', async () => {
    const threadId = await sharedConversation();

    const asked = await ada().command(threadId, '/reset');
    const kept = await ada().click(threadId, asked.message.id, 'Leave it as it is');
    await ada().post(threadId, 'What did I ask first?');

    expect(asked).toMatchObject({ ephemeral: true });
    expect(asked.message.content).toContain('I forget 2 messages from 2 people');
    expect(kept).toMatchObject({ kind: 'update', message: { components: [] } });
    expect((await untilAnswers(stage.discord, threadId, 3)).at(-1)?.content).toContain('question');
  });

  test('starts over with a click, which all hear, also after a restart', async () => {
    const threadId = await sharedConversation();
    const asked = await ada().command(threadId, '/reset');

    await ada().click(threadId, asked.message.id, 'Start over');

    await stage.discord.until(() => lastIn(threadId)?.includes('2 messages from 2 people'), {
      what: 'the public word',
    });
    await ada().post(threadId, 'What did I ask first?');
    const answers = await untilAnswers(stage.discord, threadId, 4);
    expect(answers.at(-1)?.content).toContain('first thing you wrote here');
  });

  test('who may no longer reset is refused at the click', async () => {
    const threadId = await sharedConversation();
    const former = stage.discord.person('Former', { moderator: true });
    const asked = await former.command(threadId, '/reset');
    for (const role of former.roles()) await former.takeRole(role);

    const refused = await former.click(threadId, asked.message.id, 'Start over');

    expect(refused).toMatchObject({ ephemeral: true });
    expect(refused.message.content).toContain('Only the person who started');
  });

  test('is refused to others, and where there is no conversation', async () => {
    const threadId = await stage.conversation(ada());

    const stranger = await bob().command(threadId, '/reset');
    const nothing = await ada().command(stage.general, '/reset');

    expect(stranger.message.content).toContain('Only the person who started');
    expect(nothing.message.content).toContain('no conversation here. Use this where I answer you: in the thread');
  });

  test('in a direct message it never asks', async () => {
    const dm = await ada().openDm();
    await ada().post(dm.id, 'hello');
    await untilAnswers(stage.discord, dm.id, 1);

    const reply = await ada().command(dm.id, '/reset');

    expect(reply.message.content).toContain('1 message from 1 person');
  });
});
