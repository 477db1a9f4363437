import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import { type Discord, sqlitePlace, startBot, startDiscord, untilAnswers } from './support/bot.ts';
import { answering, type ModelServer, startModelServer } from './support/model-server.ts';

const mention = (discord: Discord, text: string) => `<@${discord.bot.id}> ${text}`;

/** A bot in whose thread an answer is under way until it is let go. */
async function busyBot() {
  const gate = Promise.withResolvers<void>();
  const model = await startModelServer(answering('Noted.'), async (exchange) => {
    await gate.promise;
    await answering('Noted.')(exchange);
  });
  const discord = await startDiscord();
  const settings = await sqlitePlace.prepare();
  await startBot(discord, { ...settings, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
  const ada = discord.person('Ada');
  const thread = await ada.post(discord.channel('general').id, mention(discord, 'one'));
  await untilAnswers(discord, thread.id, 1);
  await ada.post(thread.id, 'two');
  await discord.until(() => questions(model).length === 2, { what: 'a second question to the model' });
  const store = openSqliteStore({ file: join(settings['DATA_DIR'] ?? '', 'bobbin.sqlite') });
  onTestFinished(() => store.close());
  const waiting = async () => (await store.get<{ posts: { text: string }[] }>(`inbox/${thread.id}`))?.posts ?? [];
  return {
    discord,
    model,
    ada,
    thread,
    letGo: gate.resolve,
    untilWaiting: (...expected: string[]) =>
      expect.poll(async () => (await waiting()).map(({ text }) => text), { timeout: 20_000 }).toEqual(expected),
  };
}

function questions(model: ModelServer) {
  return model.requests.filter(({ path }) => path.endsWith('/completions'));
}

/** What people have said, as the model was told it last. */
function lastSaid(model: ModelServer): string[] {
  const messages = (questions(model).at(-1)?.body['messages'] ?? []) as { role: string; content: unknown }[];
  return messages.filter(({ role }) => role === 'user').map(({ content }) => JSON.stringify(content));
}

test('a post that is edited while it waits is answered as it is then', async () => {
  const { discord, model, ada, thread, letGo, untilWaiting } = await busyBot();
  const post = await ada.post(thread.id, 'thrree');
  await ada.edit(thread.id, post.id, 'three');
  await untilWaiting('three');

  letGo();

  await untilAnswers(discord, thread.id, 3);
  expect(lastSaid(model).at(-1)).toContain('three');
  expect(lastSaid(model).join()).not.toContain('thrree');
});

test('a post that is deleted while it waits is not answered', async () => {
  const { discord, model, ada, thread, letGo, untilWaiting } = await busyBot();
  const doomed = await ada.post(thread.id, 'never mind');
  await untilWaiting('never mind');
  await ada.delete(thread.id, doomed.id);
  await untilWaiting();

  letGo();
  await untilAnswers(discord, thread.id, 2);
  await ada.post(thread.id, 'four');

  const answers = await untilAnswers(discord, thread.id, 3);
  expect(answers).toHaveLength(3);
  expect(lastSaid(model).join()).not.toContain('never mind');
});

test('a post that is deleted after its answer is forgotten by the assistant, also the one a thread was started from', async () => {
  const { discord, model, ada, thread, letGo } = await busyBot();
  letGo();
  await untilAnswers(discord, thread.id, 2);
  const secret = await ada.post(thread.id, 'my number is 12345');
  await untilAnswers(discord, thread.id, 3);

  await ada.delete(thread.id, secret.id);
  await ada.delete(discord.channel('general').id, thread.id);
  await ada.post(thread.id, 'what do you know?');

  await untilAnswers(discord, thread.id, 4);
  expect(lastSaid(model).map((text) => /Ada: (.*?)"/.exec(text)?.[1])).toEqual(['two', 'what do you know?']);
});

test('an edit of a question that was answered does not answer it again', async () => {
  const { discord, ada, thread, letGo } = await busyBot();
  letGo();
  await untilAnswers(discord, thread.id, 2);
  const post = await ada.post(thread.id, 'three');
  await untilAnswers(discord, thread.id, 3);

  await ada.edit(thread.id, post.id, 'three, please');
  await ada.post(thread.id, 'four');

  const answers = await untilAnswers(discord, thread.id, 4);
  expect(answers).toHaveLength(4);
});
