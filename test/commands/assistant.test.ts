import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { SERVER_KEY } from '../../src/assistants/directory.ts';
import { withPlace } from '../../src/server-settings/change.ts';
import { untilAnswers } from '../support/bot.ts';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot({
  discord: { seed: { channels: ['general', 'quiet'], forums: [{ name: 'ideas', tags: ['bug'] }] } },
});
const ada = () => stage.discord.person('Ada');
const bob = () => stage.discord.person('Bob');
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });

async function assistant(name: string, more: object = {}, serverId = stage.discord.guild.id): Promise<string> {
  const made = { name, model: 'default', metadata: { [SERVER_KEY]: serverId }, ...more };
  return (await stage.engine.beta.assistants.create(made)).id;
}

/** Which assistant has answered last in a conversation. */
async function lastSpeaker(conversationId: string): Promise<string> {
  const settled = stage.bot.logged.findLast(
    ({ msg, conversationId: id }) => msg === 'run settled' && id === conversationId,
  );
  const run = { thread_id: String(settled?.['threadId']) };
  return (await stage.engine.beta.threads.runs.retrieve(String(settled?.['runId']), run)).assistant_id;
}

describe('/assistant list', () => {
  test('says whom one can talk to and who is talking, to the person alone', async () => {
    const threadId = await stage.conversation();

    const reply = await bob().command(threadId, '/assistant list');

    expect(reply.ephemeral).toBe(true);
    expect(reply.message.content).toMatch(/- \*\*Bobbin\*\*: .+ \*\(talking here, the default here\)\*/);
  });

  test('knows what the settings say of the place, as the answers do', async () => {
    const [everywhere, here, tagged, chosen] = [
      await assistant('Everywhere'),
      await assistant('Here'),
      await assistant('Tagged'),
      await assistant('Chosen'),
    ];
    const forum = stage.discord.channel('ideas');
    const tagId = forum.forum?.tags[0]?.id ?? '';
    await stage.change((settings) => ({ ...settings, everywhere: { assistantId: everywhere } }));
    await stage.change((settings) => withPlace(settings, stage.general, { assistantId: here }));
    await stage.change((settings) => withPlace(settings, forum.id, { tags: { [tagId]: tagged }, speaking: 'thread' }));
    const threadId = await stage.conversation();
    const { id: postId } = await ada().postInForum(forum.id, { name: 'It broke', content: 'Why?', tags: ['bug'] });
    await untilAnswers(stage.discord, postId, 1);

    const replies = {
      quiet: await ada().command(stage.discord.channel('quiet').id, '/assistant list'),
      thread: await ada().command(threadId, '/assistant list'),
      forum: await ada().command(postId, '/assistant list'),
    };
    await ada().command(threadId, '/assistant switch', { name: chosen });
    const afterwards = await ada().command(threadId, '/assistant list');
    const speakers = { forum: await lastSpeaker(postId), thread: await lastSpeaker(threadId) };
    await ada().post(threadId, 'Who are you?');
    await untilAnswers(stage.discord, threadId, 2);

    expect(replies.quiet.message.content).toContain('**Everywhere** *(talking here, the default here)*');
    expect(replies.thread.message.content).toContain('**Here** *(talking here, the default here)*');
    expect(replies.forum.message.content).toContain('**Tagged** *(talking here, the default here)*');
    expect(afterwards.message.content).toContain('**Here** *(the default here)*');
    expect(afterwards.message.content).toContain('**Chosen** *(talking here)*');
    expect(speakers).toEqual({ forum: tagged, thread: here });
    expect(await lastSpeaker(threadId)).toBe(chosen);
    await stage.change(() => ({}));
  });

  test('shows neither in a server nor in a direct message what belongs to another', async () => {
    await assistant('Foreign', {}, '999');
    await assistant('Ours');
    const dm = await ada().openDm();

    const inServer = await ada().command(stage.general, '/assistant list');
    const inDm = await ada().command(dm.id, '/assistant list');

    expect(inServer.message.content).not.toContain('Foreign');
    expect(inServer.message.content).toContain('Ours');
    expect(inDm.message.content).not.toMatch(/Foreign|Ours/);
    expect(inDm.message.content).toContain('**Bobbin**');
  });

  test('fits one message, whatever the assistants are called', async () => {
    for (let count = 0; count < 30; count += 1) {
      await assistant('|'.repeat(256), { description: '@everyone '.repeat(50) });
    }

    const reply = await ada().command(stage.general, '/assistant list');

    expect(reply.message.content).toMatch(/… and \d+ more$/);
    expect(reply.message.mention_everyone).toBe(false);
  });
});

describe('/assistant show', () => {
  test('says what an assistant can do, without how it was told to', async () => {
    const tools = [{ type: 'file_search' }, { type: 'function', function: { name: 'ask_database' } }];
    await assistant('Shown', { description: 'Knows a lot', instructions: 'The secret is 7.', tools });

    const reply = await ada().command(stage.general, '/assistant show name:shown');

    expect(reply.ephemeral).toBe(true);
    expect(reply.message.content).toContain('**Shown**\nKnows a lot\nModel: default');
    expect(reply.message.content).toContain('Besides talking: looks things up in files, uses `ask_database`.');
    expect(reply.message.attachments).toEqual([]);
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  test('without a name it is the one that talks here', async () => {
    const threadId = await stage.conversation();

    const reply = await ada().command(threadId, '/assistant show');

    expect(reply.message.content).toContain('**Bobbin**');
  });

  test('those who may manage the server get the instructions as a file', async () => {
    await assistant('Open', { instructions: 'Be open.' });

    const reply = await mia().command(stage.general, '/assistant show name:Open');

    expect(reply.message.attachments.map(({ filename }) => filename)).toEqual(['instructions.md']);
    expect(await (await fetch(reply.message.attachments[0]?.url ?? '')).text()).toBe('Be open.');
  });
});

describe('/assistant switch', () => {
  test('completes names and changes who answers for all to see, keeping what was said', async () => {
    const id = await assistant('Switched');
    const { id: threadId } = await ada().post(stage.general, `<@${stage.discord.bot.id}> How do bees make honey?`);
    await untilAnswers(stage.discord, threadId, 1);

    const choices = await ada().autocomplete(threadId, '/assistant switch name:swit');
    const reply = await ada().command(threadId, `/assistant switch name:${choices[0]?.value}`);
    await ada().post(threadId, 'What did I ask first?');

    expect(choices).toEqual([{ name: 'Switched', value: id }]);
    expect(reply).toMatchObject({ ephemeral: false, message: { content: expect.stringContaining('**Switched**') } });
    const answers = await untilAnswers(stage.discord, threadId, 2);
    expect(answers.at(-1)?.content).toContain('How do bees make honey?');
    expect(await lastSpeaker(threadId)).toBe(id);
  });

  test('to what does not exist, or is another server’s, is refused without pinging anybody', async () => {
    const foreign = await assistant('Stranger', {}, '999');
    const threadId = await stage.conversation();

    for (const wanted of ['@everyone', 'Stranger', foreign]) {
      const reply = await ada().command(threadId, `/assistant switch name:${wanted}`);
      expect(reply).toMatchObject({
        ephemeral: true,
        message: { content: expect.stringContaining('There is no assistant called'), mention_everyone: false },
      });
    }
  });

  test('is for who started the conversation and for those who may manage threads', async () => {
    const threadId = await stage.conversation();
    const moderator = stage.discord.person('Tom', { permissions: PermissionFlagsBits.ManageThreads });

    const refused = await bob().command(threadId, '/assistant switch name:Bobbin');
    const allowed = await moderator.command(threadId, '/assistant switch name:Bobbin');

    expect(refused).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('Only the person') },
    });
    expect(allowed.ephemeral).toBe(false);
  });

  test('in a direct message may come before the first post, and offers what is there for all', async () => {
    await assistant('Servers own');
    const dm = await bob().openDm();

    const refused = await bob().command(dm.id, '/assistant switch name:Servers own');
    const reply = await bob().command(dm.id, '/assistant switch name:bobbin');
    await bob().post(dm.id, 'hello');

    expect(refused.message.content).toContain('There is no assistant called');
    expect(reply.message.content).toContain('You are talking to **Bobbin**');
    expect(await untilAnswers(stage.discord, dm.id, 1)).toHaveLength(1);
  });
});
