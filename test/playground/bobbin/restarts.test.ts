import { describe, expect, test } from 'vitest';
import type { MessagePage, State } from '../../../playground/page/client/types.ts';
import { openBobbin } from '../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../support/chromium.ts';

/** What the browser itself says while there is no server. */
const NO_SERVER = /net::ERR_/;

describe.skipIf(browserIsMissing !== undefined)('Bobbin restarted under an open page', { timeout: 120_000 }, () => {
  const bobbin = openBobbin();

  /** What Bobbin has written in a thread, as the local Discord keeps it: the page shows what is in sight. */
  async function answersIn(name: string): Promise<string[]> {
    const { program } = bobbin;
    const { threads, bot } = (await program.request('GET', '/people/Ada/state')).body as State;
    const thread = threads.find((one) => one.name === name);
    const { body } = await program.request('GET', `/people/Ada/channels/${thread?.id}/messages`);
    return (body as MessagePage).messages.filter(({ author }) => author.id === bot.id).map(({ content }) => content);
  }

  test('the bot alone, from the drawer: the conversation goes on', async () => {
    const { page, channel, thread } = await bobbin.visit();
    await channel.say('@Bobbin my name is Lovelace');
    await thread.hear(/Nice to meet you, Lovelace\..*Retry$/);
    await page.keyboard.press('Control+Shift+D');
    const drawer = page.getByRole('region', { name: 'Developer tools' });
    await drawer.getByRole('tab', { name: 'Bot' }).click();
    const restarted = page.waitForResponse(/host\/restart$/);
    await drawer.getByRole('button', { name: 'Restart the bot' }).click();
    await restarted;
    await drawer.getByText('Bobbin is running').waitFor();
    await thread.say('What is my name?');
    await thread.hear('Your name is Lovelace: you told me.');
  });

  test('killed with all around it while it answers: one answer comes, and what was being written stays', async () => {
    const { page, channel, thread } = await bobbin.visit('Ada', { ignore: NO_SERVER });
    await channel.say('@Bobbin hello there');
    await thread.hear(/Nice to see you\..*Retry$/);
    const posted = page.waitForResponse(
      (response) => /\d+\/messages$/.test(response.url()) && response.request().method() === 'POST',
    );
    await thread.say('what can you do?');
    expect((await posted).status()).toBe(201);
    await bobbin.program.end('SIGKILL');
    await page.getByText('Reconnecting …').waitFor();
    await thread.box.fill('What did I ask first?');
    await bobbin.program.startAgain();
    await page.getByText('Reconnecting …').waitFor({ state: 'hidden' });
    await thread.hear(/Here is what Bobbin does.*Retry$/);
    await thread.root.getByText('not online').waitFor({ state: 'hidden' });
    await thread.box.press('Enter');
    await thread.hear('The first thing you wrote here was: “hello there”');

    const answers = await answersIn('hello there');
    expect(answers).toHaveLength(3);
    expect(answers[0]).toContain('Nice to see you.');
    expect(answers[1]).toContain('Here is what Bobbin does');
  });

  test('a page that finds no server begins as soon as there is one', async () => {
    const { page, channel } = await bobbin.visit('Ada', { ignore: NO_SERVER });
    await page.route('**/playground/people', (route) => route.abort());
    await page.reload();
    await page.getByText('Reconnecting …').waitFor();
    await page.unrouteAll();
    await channel.box.waitFor();
  });

  test('started over, all is new, and a newcomer’s first question is answered', async () => {
    const { page, channel, thread } = await bobbin.visit('Ada', { ignore: /net::ERR_|status of 404/ });
    await channel.root.getByText('hello there').first().waitFor();
    await page.keyboard.press('Control+Shift+D');
    const drawer = page.getByRole('region', { name: 'Developer tools' });
    await drawer.getByRole('tab', { name: 'Bot' }).click();
    await drawer.getByRole('button', { name: 'Start over …' }).click();
    await page
      .getByRole('alertdialog', { name: 'Start over?' })
      .getByRole('button', { name: 'Start over', exact: true })
      .click();
    await channel.root.getByRole('button', { name: '@Bobbin show me some code' }).click();
    await thread.hear(/offline demo.*function that says how long a text takes/);
    await expect.poll(() => page.getByText('hello there').count()).toBe(0);
  });
});
