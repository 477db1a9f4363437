import { describe, expect, test } from 'vitest';
import { answersIn, untilAnswers } from './support/bot.ts';
import { shareBot } from './support/shared-bot.ts';

const stage = shareBot({
  discord: { application: { privilegedIntents: false } },
  settings: { MESSAGE_CONTENT_INTENT: 'off' },
});
const ada = () => stage.discord.person('Ada');
const mention = () => `<@${stage.discord.bot.id}>`;

describe('without the Message Content intent', () => {
  test('a mention, a mention in the thread, a reply and a direct message are answered', async () => {
    const { id: threadId } = await ada().post(stage.general, `${mention()} first`);
    const [first] = await untilAnswers(stage.discord, threadId, 1);
    await ada().post(threadId, `${mention()} second`);
    const [, second] = await untilAnswers(stage.discord, threadId, 2);
    await ada().post(threadId, 'third', { replyTo: second?.id });
    const [, , third] = await untilAnswers(stage.discord, threadId, 3);
    const dm = await ada().openDm();
    await ada().post(dm.id, 'fourth');
    const [fourth] = await untilAnswers(stage.discord, dm.id, 1);

    expect([first, second, third, fourth].map((answer) => answer?.content)).toEqual(
      ['first', 'second', 'third', 'fourth'].map((word) => expect.stringContaining(word)),
    );
  });

  test('what it cannot read is ignored, and what is asked after it is answered', async () => {
    const threadId = await stage.conversation();

    await ada().post(threadId, 'Nobody reads this.');
    await ada().post(threadId, `${mention()} but this`);

    const answers = await untilAnswers(stage.discord, threadId, 2);
    expect(answers.at(-1)?.content).toContain('but this');
    expect(JSON.stringify(answers)).not.toContain('Nobody reads');
    expect(stage.bot.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  test('what was posted while it was away is answered by the same rules', async () => {
    const threadId = await stage.conversation();
    await stage.bot.stop();
    await ada().post(threadId, 'Nobody reads this either.');
    await ada().post(threadId, `${mention()} while you were away`);
    const dm = await ada().openDm();
    const before = answersIn(stage.discord, dm.id).length;
    await ada().post(dm.id, 'in a direct message');

    await stage.restart();

    expect((await untilAnswers(stage.discord, threadId, 2)).at(-1)?.content).toContain('while you were away');
    expect((await untilAnswers(stage.discord, dm.id, before + 1)).at(-1)?.content).toContain('in a direct message');
    expect(answersIn(stage.discord, threadId)).toHaveLength(2);
  });

  test('commands work, and /help says that it has to be mentioned each time', async () => {
    const threadId = await stage.conversation();

    const help = await ada().command(threadId, '/help');
    const asked = await ada().command(stage.general, 'ask', { question: 'Do you read me?' });

    const newId = /<#(\d+)>/.exec(asked.message.content)?.[1] ?? '';
    expect(help.message.content).toContain('mention me each time');
    expect((await untilAnswers(stage.discord, newId, 2)).at(-1)?.content).toContain('Do you read me?');
  });

  test('the menu of a message shows it to the assistant; after a restart it has to be chosen once more', async () => {
    const bob = stage.discord.person('Bob');
    const read = await bob.post(stage.general, 'Bees dance.');
    const unread = await bob.post(stage.general, 'Bees sleep.');

    const first = await ada().contextMenu(stage.general, 'Ask Bobbin about this', { messageId: read.id });
    await ada().submit(first.modal, { question: 'Do they?' });
    const [, answer] = await untilAnswers(stage.discord, read.id, 2);
    const second = await ada().contextMenu(stage.general, 'Ask Bobbin about this', { messageId: unread.id });
    await stage.restart();
    const again = await ada().submit(second.modal, { question: 'Do they?' });

    expect(answer?.content).toContain('Bees dance.');
    expect(again.message.content).toContain('choose it once more');
  });

  test('where every post would be answered in the channel itself, /help says that a mention is', async () => {
    const { id } = stage.discord.createChannel({ name: 'every' });
    await stage.change((settings) => ({ ...settings, places: { [id]: { speaking: 'channel' } } }));

    const { message } = await ada().command(id, '/help');

    expect(message.content).toContain('Mention me here, and I answer right here.');
  });
});

test('the panel says that “every message” means those that can be read', async () => {
  const mia = stage.discord.person('Mia', { moderator: true });
  const panel = await mia.command(stage.general, '/config panel');

  const page = await mia.choose(stage.general, panel.message.id, 'config:home:go:', ['place']);

  expect(page.message.content).toContain('I can read only messages that mention me');
});
