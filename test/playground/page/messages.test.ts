import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Also on a slow machine. */
const eventually = (check: () => unknown) => expect.poll(check, { timeout: 10_000 });

describe.skipIf(browserIsMissing !== undefined)('messages on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('the menu of a message offers what the bot does with it: by right click, button, key and long press', async () => {
    const { page, channel, discord } = await visitPage(browser, { hasTouch: true });
    await discord.person('Bob').post(discord.channel('general').id, 'So it is.');
    const post = channel.locator('.message', { hasText: 'So it is.' }).first();
    const entry = page.getByRole('menuitem', { name: 'Apps' });
    const close = async () => {
      await entry.waitFor();
      await page.keyboard.press('Escape');
      await entry.waitFor({ state: 'detached' });
    };

    await post.click({ button: 'right' });
    await entry.waitFor();
    // Ada may not pin or delete what Bob has written.
    await expect
      .poll(() => page.getByRole('menu', { name: 'Message' }).locator('[role=menuitem] > span').allInnerTexts())
      .toEqual([
        'Add reaction',
        'Reply',
        'Forward',
        'Create thread',
        'Profile of Bob',
        'Apps',
        'Copy text',
        'Mark unread',
        'Copy message link',
        'Copy message ID',
      ]);
    await close();
    await post.hover();
    await post.getByRole('button', { name: 'More' }).click();
    await close();
    const touch = { bubbles: true, pointerType: 'touch', clientX: 400, clientY: 700 };
    await post.locator('.content').dispatchEvent('pointerdown', touch);
    await close();
    await channel.getByRole('log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await entry.waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('q');
    await page.keyboard.press('Enter');

    await channel.getByText('Quoted: So it is.').waitFor();
  });

  test('what one has written is changed in place, and deleted after a question', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const general = discord.channel('general').id;
    const contents = () => discord.messages(general).map(({ content }) => content);
    await discord.person('Ada').post(general, `Hello ${discord.person('Bob').mention}`);
    const post = channel.locator('.message', { hasText: 'Hello @Bob' });
    await post.hover();
    await post.getByRole('button', { name: 'Edit' }).click();
    const box = channel.getByRole('textbox', { name: 'Edit message' });
    await expect.poll(() => box.inputValue()).toBe('Hello @Bob');
    await box.fill('nothing');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    await channel.locator('#channel-text').press('ArrowUp');
    await box.press('End');
    await box.pressSequentially(' and Mia');
    await box.press('Enter');
    await post.getByText('(edited)').waitFor();
    expect(contents()).toEqual([`Hello <@${discord.person('Bob').id}> and Mia`]);

    await channel.getByRole('log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    const question = page.getByRole('alertdialog', { name: 'Delete message?' });
    await question.getByText('and Mia').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Delete');
    await eventually(contents).toEqual([]);
  });

  test('reactions: joined with a press, named, and chosen from all emoji with the keyboard', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const bob = discord.person('Bob');
    const post = await bob.post(discord.channel('general').id, 'Tea is ready.');
    await bob.react(post.channel_id, post.id, '👍');
    const thumb = channel.getByRole('button', { name: /^👍, \d$/ });
    await thumb.hover();
    await page.getByRole('tooltip').getByText('Bob reacted with 👍').waitFor();
    await thumb.click();
    await channel.getByRole('button', { name: '👍, 2', pressed: true }).waitFor();

    await channel.getByRole('log').focus();
    await page.keyboard.press('ArrowUp');
    await channel.locator('.message:focus', { hasText: 'Tea is ready.' }).waitFor();
    await page.keyboard.press('+');
    await page.getByRole('combobox', { name: 'Find an emoji' }).waitFor();
    await page.keyboard.type('tad');
    await page.getByRole('option', { name: 'tada', selected: true }).waitFor();
    await page.keyboard.press('Enter');

    await channel.getByRole('button', { name: '🎉, 1', pressed: true }).waitFor();
    expect(discord.messages(post.channel_id)[0]?.reactions?.map(({ count }) => count)).toEqual([2, 1]);
    await thumb.click();
    await channel.getByRole('button', { name: '👍, 1', pressed: false }).waitFor();
  });

  test('files: pictures in their shape and large, texts with their beginning, spoilers, links that have run out', async () => {
    const { page, channel, discord } = await visitPage(browser, {
      ignore: /status of 404/,
      before: async (playground) => {
        const lines = Array.from({ length: 9 }, (_line, number) => `line ${number}`).join('\n');
        await playground.person('Bob').post(playground.channel('general').id, '', {
          attachments: [
            { name: 'one.png', data: PIXEL },
            { name: 'SPOILER_two.png', data: PIXEL },
            { name: 'message.txt', data: lines },
            { name: 'data.bin', data: 'x'.repeat(3_000) },
          ],
        });
      },
    });
    const loaded = () =>
      channel
        .locator('.mosaic img')
        .evaluateAll((all) => all.map((one) => ('naturalWidth' in one ? one.naturalWidth : 0)));
    await eventually(loaded).toEqual([1, 1]);
    await channel.getByText('line 5').waitFor();
    await expect.poll(() => channel.getByText('line 6').count()).toBe(0);
    await channel.getByRole('button', { name: 'Show 3 more lines' }).click();
    await channel.getByText('line 8').waitFor();
    await expect
      .poll(() => channel.getByRole('link', { name: 'data.bin', exact: true }).getAttribute('href'))
      .toMatch(/^\/cdn\//);
    await channel.getByText('3 KB').waitFor();
    await channel.getByRole('button', { name: 'Spoiler' }).click();

    await channel.getByRole('button', { name: 'Open one.png' }).click();
    await page.getByRole('dialog', { name: 'Picture: one.png' }).getByText('1 of 2').waitFor();
    await page.keyboard.press('ArrowRight');
    const lightbox = page.getByRole('dialog', { name: 'Picture: two.png' });
    await lightbox.getByRole('link', { name: 'Open in the browser' }).waitFor();
    await page.keyboard.press('Escape');
    await lightbox.waitFor({ state: 'detached' });

    await expectNoViolations(page);

    const places = page.getByRole('navigation');
    await places.getByRole('button', { name: 'help' }).click();
    await channel.getByText('Welcome to #help').waitFor();
    discord.faults.expireFileLinks();
    await places.getByRole('button', { name: 'general' }).click();
    await eventually(loaded).toEqual([1, 1]);
    await channel.getByText('line 0').waitFor();
  });

  test('embeds, polls, forwards, stickers, and what Discord says itself', async () => {
    const { page, channel, discord } = await visitPage(browser, { colorScheme: 'dark' });
    const general = discord.channel('general').id;
    const [bob, mia] = [discord.person('Bob'), discord.person('Mia', { moderator: true })];
    const fields = ['One', 'Two', 'Three', 'Four'].map((name) => ({ name, value: '1', inline: true }));
    const embed = { title: 'News', url: 'https://example.org/news', description: '**Bold**', color: 255, fields };
    await discord.postAsBot(general, '', {
      embeds: [{ ...embed, image: { url: 'https://example.org/a.png' }, footer: { text: 'Yours' } }],
    });
    const shown = channel.locator('.embed');
    await expect
      .poll(() => shown.getByRole('link', { name: 'News' }).getAttribute('href'))
      .toBe('https://example.org/news');
    await expect
      .poll(() => shown.getByRole('link', { name: 'Picture at example.org' }).getAttribute('rel'))
      .toContain('noopener');
    const boxes = await Promise.all(
      ['One', 'Three', 'Four'].map((name) => shown.getByText(name, { exact: true }).boundingBox()),
    );
    expect(boxes[0]?.y).toBe(boxes[1]?.y);
    expect(boxes[2]?.y).toBeGreaterThan(boxes[1]?.y ?? 0);

    await bob.post(general, '', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } });
    await channel.getByRole('button', { name: 'Yes 0 votes · 0 %' }).click();
    await channel.getByRole('button', { name: 'Yes 1 vote · 100 %', pressed: true }).waitFor();

    const help = discord.channel('help').id;
    await bob.post(help, 'Said in *help*');
    const forward = channel.locator('.forwarded');
    await page.getByRole('navigation').getByRole('button', { name: 'help' }).click();
    await channel.getByText('Said in help').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Forward' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward message' });
    await dialog.getByLabel('Where to').selectOption('#general');
    await dialog.getByLabel('Your message').fill('From over there.');
    await dialog.getByRole('button', { name: 'Forward' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByRole('button', { name: 'general' }).click();
    await channel.getByText('From over there.').waitFor();
    await forward.getByText('Said in help').waitFor();
    await mia.post(general, '', { stickers: ['Waving duck'] });
    await channel.locator('.sticker', { hasText: 'Waving duck' }).waitFor();

    const said = await bob.post(general, 'Keep this.');
    await mia.pin(general, said.id);
    await channel.getByText('Mia pinned a message.').waitFor();
    const thread = await mia.startThread(general, { name: 'Tea time', messageId: said.id });
    await bob.post(thread.id, 'In the thread');
    const card = channel.locator('.thread-card');
    await eventually(() => card.innerText()).toMatch(/Tea time\s*Open\s*1 message · last one/);
    await card.click();
    await page.locator('.pane.thread').getByText('Keep this.').waitFor();
    await expectNoViolations(page);
    await forward.getByRole('button', { name: '#help' }).click();
    await channel.locator('.message.highlighted', { hasText: 'Said in help' }).waitFor();
  });
});
