import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitGuideBot } from '../../support/guide-visit.ts';

describe.skipIf(browserIsMissing !== undefined)(
  'a bot of the guide of discord.js on the page',
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterAll(() => browser?.close());

    test('commands: plain ones, options of every type, choices, autocomplete, groups, a cooldown', async () => {
      const { page, channel, say, hear, message, discord } = await visitGuideBot(browser);
      discord.createRole({ name: 'Tutor' });
      await say('/ping');
      await hear(/Pong! After \d+ ms/);
      await say('/ping');
      await hear(/Please wait: you can use it again/);
      await say('/server');
      await hear(/This server is Playground and has \d members/);
      await say('/user');
      await hear(/You are ada, and joined in \d{4}/);
      await say('/info server');
      await hear('On Playground.');
      await say('/info of user target:@Guide');
      await hear('Guide is a bot.');
      await say('/info of role target:@Tutor');
      await hear('The role Tutor.');

      const offered = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
      await page.keyboard.type('/guide');
      await expect.poll(() => offered.count()).toBe(1);
      await page.keyboard.press('Enter');
      await page.keyboard.type('shard');
      await offered.filter({ hasText: 'Sharding' }).click();
      await page.keyboard.press('Enter');
      await hear('You look for “Popular Topics: Sharding”.');

      await say(
        '/echo text:hello there tone:Loudly times:3 weight:1.5 hidden:True user:@Mia channel:#help role:@Tutor anyone:@Ada',
      );
      await hear('HELLO THERE');
      await expect
        .poll(async () => (await message('HELLO THERE').innerText()).replaceAll(/\s+/g, ' '))
        .toContain('times 3 weight 1.5 user Mia channel help role Tutor anyone @Ada Echo');
      await expect.poll(() => message('HELLO THERE').innerText()).toContain('Only you can see this');
      await channel.locator('#channel-text').fill('/echo text:again file:');
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        channel.getByLabel('file: Choose a file').click(),
      ]);
      await chooser.setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
      await channel.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
      await page.keyboard.press('Enter');
      await hear(/again[\s\S]*file\s*notes\.txt/);
    });

    test('buttons, menus, a form and a layout that the bot waits for', async () => {
      const { page, channel, say, hear, message } = await visitGuideBot(browser);
      await say('/counter');
      await message('Pressed 0 times.').getByRole('button', { name: 'Again' }).click();
      await message('Pressed 1 times.').getByRole('button', { name: 'Again' }).click();
      await message('Pressed 2 times.').getByRole('button', { name: 'Stop' }).click();
      await hear('Stopped at 2.');
      await expect.poll(() => message('Stopped at 2.').getByRole('button', { name: 'Again' }).isDisabled()).toBe(true);

      await say('/pet');
      await channel.getByRole('combobox', { name: 'Make a selection' }).click();
      await page.getByRole('option', { name: 'Dog' }).click();
      await page.getByRole('option', { name: 'Axolotl' }).click();
      await page.keyboard.press('Escape');
      await channel.getByRole('combobox', { name: 'Who feeds them' }).click();
      await page.getByRole('option', { name: 'Mia' }).click();
      await hear('Mia feeds: dog, axolotl.');

      await say('/apply');
      const form = page.getByRole('dialog', { name: 'Your application' });
      await form.getByLabel('Hobbies').fill('reading');
      await form.getByRole('combobox', { name: 'When' }).click();
      await form.getByRole('option', { name: 'Evening' }).click();
      await form.getByRole('button', { name: 'Submit' }).click();
      await hear('Received: reading, in the evening.');

      await say('/show');
      await message('A heading').getByRole('button', { name: 'Tell me more' }).click();
      await hear('There is no more.');
    });

    test('what takes its time, what is for one alone, embeds and files, menus of messages and people', async () => {
      const { page, channel, say, hear, message } = await visitGuideBot(browser);
      await say('/later end:An answer');
      await hear('Guide is thinking');
      await hear('Here it is.');
      await hear('And this, for you alone.');
      await say('/later end:Nothing');
      await hear('Guide is thinking');
      await channel.getByText('Guide is thinking').waitFor({ state: 'detached' });

      await say('/card');
      const card = message('Some description here');
      await expect
        .poll(() => card.innerText())
        .toMatch(/Some name[\s\S]*Some title[\s\S]*A field[\s\S]*A value[\s\S]*Some footer/);
      await card.getByRole('link', { name: 'Download notes.txt' }).waitFor();
      await expect.poll(() => card.locator('img').evaluateAll(areLoaded)).toBe(true);

      await say('So it is.');
      await message('So it is.').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Apps' }).hover();
      await page.getByRole('menuitem', { name: 'Report message' }).click();
      await hear('Reported “So it is.” by Ada.');
      await message('So it is.').getByRole('button', { name: 'Ada', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Who is this' }).click();
      await hear('That is Ada.');
    });

    test('reactions, answers that are waited for, greetings, threads, letters, webhooks, roles and emoji', async () => {
      const { page, channel, say, hear, message, discord } = await visitGuideBot(browser);
      await say('hello');
      await message('hello').getByRole('button', { name: /👋/ }).waitFor();
      await say('!help');
      await hear('Type / to see what I can do.');
      await say('/vote');
      await message('React to this.').getByRole('button', { name: /👎/ }).click();
      await hear('You voted 👎 (2 in all).');
      await expect.poll(() => message('React to this.').getByRole('button', { name: /👍/ }).count()).toBe(0);
      await say('/quiz');
      await hear('What is 6 times 7?');
      await say('41');
      await hear('Not quite.');
      await say('42');
      await hear('Right, after 2 answers.');

      await say('/thread');
      await hear('Go to');
      await message('Go to')
        .getByRole('button', { name: /dinner-talk/ })
        .click();
      await page.locator('.pane.thread').getByText('What shall we eat').waitFor();
      await page.locator('.pane.thread').getByRole('button', { name: 'Close the thread' }).click();
      await say('/news');
      await hear('Webhook test, corrected');
      await expect
        .poll(() => message('Webhook test, corrected').innerText())
        .toMatch(/The daily bugle[\s\S]*Some title/);
      await say('/role name:Gardener');
      await hear('You are a Gardener now.');
      await say('/role name:Gardener');
      await hear('You are no Gardener any more.');
      await say('/emoji');
      await expect
        .poll(() =>
          message(/A .* for you/)
            .locator('img')
            .evaluateAll(areLoaded),
        )
        .toBe(true);

      discord.person('Cid');
      await discord.until(() => discord.messages('help').some(({ content }) => content.startsWith('Welcome')));
      await say('/letter');
      await hear('Look at your direct messages.');
      const { id: direct } = await discord.person('Ada').openDm();
      expect(discord.messages(direct).at(-1)?.content).toBe('Dear you!');
      await discord.person('Ada').react(discord.channel('general').id, messageIdOf(discord, 'hello'), '⭐');
      await hear('Starred by @Ada: hello');
      await expect.poll(() => channel.getByText('There was an error').count()).toBe(0);
    });

    test('what only some may use: kicking after a question, deleting many messages', async () => {
      const { page, channel, say, hear, message, discord, become } = await visitGuideBot(browser);
      discord.person('Bob');
      await say('/kick target:@Bob');
      await channel.getByText('There is no command /kick here.').waitFor();
      await become('Mia (moderator)');

      await say('/kick target:@Bob reason:spam');
      await message('Kick Bob? spam').getByRole('button', { name: 'Cancel' }).click();
      await hear('Nothing was done.');
      await say('/kick target:@Bob reason:spam');
      await message('Kick Bob? spam').getByRole('button', { name: 'Confirm' }).click();
      await hear('Bob was kicked.');
      await page
        .getByRole('button', { name: /Member/ })
        .first()
        .waitFor();

      await say('one');
      await say('two');
      await say('/prune amount:2');
      await hear('Deleted 2 messages.');
      await expect.poll(() => channel.locator('.message', { hasText: /^two$/ }).count()).toBe(0);
    });
  },
);

/** In the page. */
function areLoaded(pictures: unknown[]): boolean {
  return pictures.length > 0 && (pictures as { naturalWidth: number }[]).every(({ naturalWidth }) => naturalWidth > 0);
}

function messageIdOf(
  discord: { messages: (channel: string) => { id: string; content: string }[] },
  content: string,
): string {
  return discord.messages('general').find((one) => one.content === content)?.id ?? '';
}
