import { describe, expect, test } from 'vitest';
import { openPanel } from '../support/config-panel.ts';
import { answersIn, impatient, progressIn, sqlitePlace, startBot, startDiscord, untilAnswers } from '../support/bot.ts';
import { answering, type Behaviour, startModelServer } from '../support/model-server.ts';

/** A bot whose model does these things, with Ada, who has asked something in its thread. */
async function asking(...behaviours: readonly Behaviour[]) {
  const model = await startModelServer(...behaviours);
  const discord = await startDiscord({ rateLimits: false });
  const settings = { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
  const bot = await startBot(discord, settings, { sleep: impatient });
  const ada = discord.person('Ada');
  const { id: threadId } = await ada.post(discord.channel('general').id, `<@${discord.bot.id}> Tell me a story`);
  const texts = () => answersIn(discord, threadId).map(({ content }) => content);
  const buttons = () => answersIn(discord, threadId).map((message) => JSON.stringify(message.components ?? []));
  return { model, discord, settings, bot, ada, bob: discord.person('Bob'), threadId, texts, buttons };
}

const never = () => new Promise<void>(() => undefined);

describe('an answer that takes long', () => {
  test('shows a silent message with a Stop button, which works for whoever asked and for no stranger', async () => {
    const { discord, ada, bob, threadId, texts } = await asking(never, answering('The end.'));
    const notice = await discord.until(() => progressIn(discord, threadId), { what: 'a sign of life' });
    expect(notice).toMatchObject({ content: '-# Still thinking …', flags: 1 << 12 });

    const refused = await bob.click(threadId, notice.id, 'Stop');
    const stopped = await ada.click(threadId, notice.id, 'Stop');

    expect(refused).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('Only the person') },
    });
    expect(stopped).toMatchObject({ ephemeral: true, message: { content: 'I am stopping that answer.' } });
    await discord.until(() => texts().join('').startsWith('This answer was stopped'), { what: 'the apology alone' });
    await discord.until(() => !progressIn(discord, threadId), { what: 'no sign of life any more' });
    await ada.post(threadId, 'Go on');
    await discord.until(() => texts().includes('The end.'), { what: 'the next answer' });
  });

  test('is stopped by a command, also of a moderator; where nothing is being answered it says so', async () => {
    const { discord, ada, bob, threadId, texts } = await asking(never);
    await discord.until(() => progressIn(discord, threadId), { what: 'a sign of life' });

    const refused = await bob.command(threadId, '/stop');
    const stopped = await discord.person('Mia', { moderator: true }).command(threadId, '/stop');
    await discord.until(() => texts().join('').startsWith('This answer was stopped'), { what: 'the apology alone' });
    const nothing = await ada.command(discord.channel('general').id, '/stop');

    expect(refused.message.content).toContain('Only the person');
    expect(stopped.message.content).toBe('I am stopping that answer.');
    expect(nothing.message.content).toBe('Nothing is being answered here right now.');
  });
});

describe('the last answer', () => {
  test('is given once more, in the place of the old one, also for the assistant and after a restart', async () => {
    const { model, discord, settings, bot, ada, bob, threadId, texts } = await asking(
      answering('A dull story.'),
      answering('A fine story.'),
    );
    const [first] = await untilAnswers(discord, threadId, 1);
    await bot.stop();
    await startBot(discord, settings, { sleep: impatient });

    const refused = await bob.click(threadId, first?.id ?? '', 'Retry');
    const started = await ada.click(threadId, first?.id ?? '', 'Retry');

    expect(refused).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('Only the person') },
    });
    expect(started).toMatchObject({ ephemeral: true, message: { content: 'I am answering that once more.' } });
    await discord.until(() => texts().includes('A fine story.'), { what: 'the other answer' });
    expect(texts()).toEqual(['A fine story.']);
    expect(JSON.stringify(model.requests.at(-1)?.body)).not.toContain('A dull story.');
    expect(JSON.stringify(model.requests.at(-1)?.body).match(/Tell me a story/g)).toHaveLength(1);
  });

  test('is not given once more to somebody who is refused by now', async () => {
    const { discord, ada, threadId, texts } = await asking(answering('One.'), answering('Two.'));
    const [first] = await untilAnswers(discord, threadId, 1);
    const panel = await openPanel(discord.person('Mia', { moderator: true }), discord.channel('general').id);
    await panel.go('Who may talk with me');
    await panel.choose('Refuse roles or people', 'Ada');

    const clicked = await ada.click(threadId, first?.id ?? '', 'Retry');
    const typed = await ada.command(threadId, '/retry');

    expect(clicked.message.content).toContain('I may not answer you here');
    expect(typed.message.content).toContain('I may not answer you here');
    expect(texts()).toEqual(['One.']);
  });

  test('is replaced also where the thread has been archived meanwhile', async () => {
    const { discord, ada, threadId, texts } = await asking(answering('Old.'), answering('New.'));
    const [first] = await untilAnswers(discord, threadId, 1);
    await discord.person('Mia', { moderator: true }).editChannel(threadId, { archived: true });

    await ada.click(threadId, first?.id ?? '', 'Retry');

    await discord.until(() => texts().includes('New.'), { what: 'the other answer' });
    expect(texts()).toEqual(['New.']);
  });

  test('has the button until something newer is there; an old one does nothing', async () => {
    const { discord, ada, threadId, buttons } = await asking(answering('One.'), answering('Two.'));
    const [first] = await untilAnswers(discord, threadId, 1);
    await ada.post(threadId, 'Another');
    await untilAnswers(discord, threadId, 2);

    await discord.until(() => buttons()[0] === '[]', { what: 'the button is taken off' });
    expect(buttons()[1]).toContain('Retry');
    const late = await ada.command(threadId, '/retry');
    expect(late.message.content).toBe('I am answering that once more.');
    await discord.until(() => answersIn(discord, threadId).length === 2, { what: 'one answer to each' });
    expect(answersIn(discord, threadId)[0]?.id).toBe(first?.id);
  });

  test('is not given once more to whoever may not talk any more, nor where nobody is answered', async () => {
    const { discord, ada, threadId, texts } = await asking(answering('One.'));
    const [first] = await untilAnswers(discord, threadId, 1);
    const mia = discord.person('Mia', { moderator: true });

    await mia.command(discord.channel('general').id, '/config people refuse who:Ada');
    const refused = await ada.click(threadId, first?.id ?? '', 'Retry');
    await mia.command(discord.channel('general').id, '/config people remove who:Ada');
    await mia.command(discord.channel('general').id, '/config speaking when:off');
    const off = await ada.command(threadId, '/retry');

    expect(refused.message.content).toContain('the moderators have decided who can talk with me');
    expect(off.message.content).toContain('I do not answer here');
    expect(texts()).toEqual(['One.']);
  });
});
