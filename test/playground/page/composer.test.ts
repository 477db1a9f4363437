import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { drag, paste } from '../../support/dropped-files.ts';
import { visitPage } from '../../support/page-visit.ts';

/** What the browser itself says of a request that does not arrive. */
const NO_ANSWER = /net::ERR_/;
const LOG = '.pane.channel .log';
const NOTES = { name: 'notes.txt', type: 'text/plain', text: 'hello' };

/** What becomes true, on a slow machine too. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 });

describe.skipIf(browserIsMissing !== undefined)('writing in the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  async function visit(options: Parameters<typeof visitPage>[1] = {}) {
    const all = await visitPage(browser, options);
    const { page, channel, discord } = all;
    const general = discord.channel('general').id;
    return {
      ...all,
      general,
      text: channel.getByRole('textbox', { name: 'Message #general' }),
      offered: page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option'),
      sent: () => discord.messages(general).map(({ content }) => content),
      keys: async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      },
    };
  }

  test('keys: lines, code, formats; what is typed or pasted anywhere goes there; a draft stays where it was written', async () => {
    const { page, channel, text, keys, sent } = await visit();
    await channel.getByRole('heading', { name: 'general', exact: true }).focus();
    await page.keyboard.type('so');
    await eventually(() => text.inputValue()).toBe('so');
    await keys('Shift+Home', 'Control+b', 'End', 'Shift+Enter');
    await page.keyboard.type('```');
    await keys('Enter');
    await page.keyboard.type('code```');
    await keys('Enter');
    await eventually(sent).toEqual(['**so**\n```\ncode```']);
    await expect.poll(() => text.inputValue()).toBe('');

    await page.evaluate('document.activeElement.blur()');
    await paste(page, 'body', { text: 'a thought' });
    await eventually(() => text.inputValue()).toBe('a thought');
    await page.getByRole('navigation').getByRole('button', { name: 'help' }).click();
    await channel.getByRole('textbox', { name: 'Message #help' }).waitFor();
    await expect.poll(() => channel.getByRole('textbox').inputValue()).toBe('');
    await page.getByRole('navigation').getByRole('button', { name: 'general' }).click();
    await expect.poll(() => text.inputValue()).toBe('a thought');
    await page.reload();
    await text.waitFor();
    await expect.poll(() => text.inputValue()).toBe('a thought');
  });

  test('what cannot be sent comes back with the reason, and arrives once when it is sent again', async () => {
    const { page, channel, text, say, sent } = await visit({ ignore: NO_ANSWER });
    const isPost = (url: URL) => url.pathname.endsWith('/messages');
    await page.route(isPost, (route) => route.abort(), { times: 1 });
    await say('a thought');
    const alert = channel.getByRole('alert').filter({ hasText: 'does not answer' });
    await alert.waitFor();
    await expect.poll(() => text.inputValue()).toBe('a thought');

    // This time it arrives, and only the answer is lost.
    await page.route(
      isPost,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await channel.getByRole('button', { name: 'Try again' }).click();
    await eventually(sent).toEqual(['a thought']);
    await alert.waitFor();
    await channel.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    await say('and another');

    await eventually(sent).toEqual(['a thought', 'and another']);
  });

  test('names are completed with the keys and the mouse, and sent as mentions; the list is told to all', async () => {
    const { page, discord, text, offered, keys, sent } = await visit();
    const tutor = discord.createRole({ name: 'Tutor', mentionable: true });
    const other = discord.person('Ada Two');
    await page.reload();
    await text.click();

    await page.keyboard.type('hi @ad');
    await eventually(() => offered.allInnerTexts()).toEqual([
      expect.stringContaining('Ada'),
      expect.stringContaining('Ada Two'),
    ]);
    await expect.poll(() => text.getAttribute('aria-activedescendant')).toBe(await offered.first().getAttribute('id'));
    await page.getByRole('status').getByText('2 suggestions').waitFor({ state: 'attached' });
    await expectNoViolations(page, { include: '.composer' });
    await keys('ArrowDown', 'Enter');
    await page.keyboard.type('@tu');
    await offered.filter({ hasText: 'Tutor' }).click();
    await page.keyboard.type('#hel');
    await eventually(() => offered.count()).toBe(1);
    await keys('Tab');
    await page.keyboard.type(':tad');
    await eventually(() => offered.count()).toBe(1);
    await keys('Enter');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('combobox', { name: 'Find an emoji' }).fill('thumbsu');
    await page.getByRole('option', { name: 'thumbsup', exact: true }).waitFor();
    await keys('Enter');
    await page.keyboard.type('@a');
    await eventually(() => offered.count()).toBeGreaterThan(0);
    await keys('Escape');
    await eventually(() => offered.count()).toBe(0);
    await expect.poll(() => text.inputValue()).toBe('hi @Ada Two @Tutor #help 🎉 👍 @a');
    await keys('Enter');

    const help = discord.channel('help').id;
    await eventually(sent).toEqual([`hi <@${other.id}> <@&${tutor.id}> <#${help}> 🎉 👍 @a`]);
  });

  test('a reply names whom it answers, pings or not, and ends by Escape', async () => {
    const { page, channel, discord, general, text, keys } = await visit();
    const { id } = await discord.person('Bob').post(general, 'So it is.');
    const post = channel.locator('.message', { hasText: 'So it is.' }).first();
    const reply = async () => {
      await post.click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Reply' }).click();
      await channel.getByText('Replying to Bob').waitFor();
    };
    await reply();
    await eventually(() => page.evaluate('document.activeElement.id')).toBe('channel-text');
    await keys('Escape');
    await channel.getByText('Replying to Bob').waitFor({ state: 'detached' });

    await reply();
    await channel.getByRole('button', { name: 'Mention' }).click();
    await text.fill('Is it?');
    await keys('Enter');

    await eventually(() => discord.messages(general).at(-1)).toMatchObject({
      content: 'Is it?',
      message_reference: { message_id: id },
      mentions: [],
    });
    await channel.getByText('Replying to Bob').waitFor({ state: 'detached' });
    await channel.getByText('Is it?').waitFor();
    await text.press('ArrowUp');
    await channel.getByRole('textbox', { name: 'Edit message' }).waitFor();
  });

  test('files: pasted, dropped, described, hidden, taken away; what is too large is refused', async () => {
    const { page, channel, discord, general, text, keys } = await visit();
    const card = (name: string) =>
      channel.getByRole('list', { name: 'Files' }).getByRole('listitem').filter({ hasText: name });
    await paste(page, '#channel-text', { files: [NOTES] });
    await card('notes.txt').waitFor();
    await drag(page, LOG, { files: [{ ...NOTES, name: 'a.txt' }], isDropped: false });
    await channel.getByText('Drop to upload to #general').waitFor();
    await drag(page, LOG, { files: [{ ...NOTES, name: 'a.txt' }], isDropped: true });
    await card('a.txt').waitFor();
    await expect.poll(() => channel.getByText('Drop to upload').count()).toBe(0);
    await expectNoViolations(page, { include: '.composer' });

    await channel.getByRole('button', { name: 'Remove a.txt' }).click();
    await channel.getByRole('button', { name: 'Change notes.txt' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('File name').fill('answer.txt');
    await dialog.getByLabel('Description').fill('The answer');
    await dialog.getByLabel('Mark as spoiler').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await card('answer.txt').waitFor();
    await drag(page, LOG, { files: [{ ...NOTES, name: 'b.txt', bytes: 11 * 1024 * 1024 }], isDropped: true });
    await channel.getByText('Files may have up to 10 MiB here: b.txt is too large.').waitFor();
    await text.focus();
    await keys('Enter');

    const attached = () =>
      discord
        .messages(general)
        .map(({ attachments }) => attachments.map(({ filename, description }) => [filename, description]));
    await eventually(attached).toEqual([[['SPOILER_answer.txt', 'The answer']]]);
    await drag(page, LOG, { files: [NOTES], isDropped: true, shiftKey: true });
    await eventually(attached).toContainEqual([['notes.txt', undefined]]);
  });

  test('a text that is too long becomes a file: at once when it is pasted, if wanted when it is written', async () => {
    const { page, channel, discord, general, text, keys } = await visit();
    const long = 'word '.repeat(500).trim();
    await text.focus();
    await paste(page, '#channel-text', { text: long });
    await channel.getByRole('button', { name: 'Back to text' }).waitFor();
    await expect.poll(() => text.inputValue()).toBe('');
    await keys('Control+z');
    await expect.poll(() => text.inputValue()).toBe(long);
    await channel.getByText('-499', { exact: true }).waitFor();
    await keys('Enter');
    await channel.getByText('This is 499 characters too long for a message.').waitFor();
    await expect.poll(() => text.inputValue()).toBe(long);

    await channel.getByRole('button', { name: 'Send as message.txt' }).click();

    await eventually(() => discord.messages(general)[0]?.attachments[0]).toMatchObject({
      filename: 'message.txt',
      size: long.length,
    });
    const [message] = discord.messages(general);
    expect(await (await fetch(message?.attachments[0]?.url ?? '')).text()).toBe(long);
    await eventually(() => text.inputValue()).toBe('');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('channel-text');
  });

  test('where one may not write it says so; an archived thread opens again by writing in it', async () => {
    const { page, channel, discord, general } = await visit();
    const thread = await discord.person('Ada').startThread(general, { name: 'plan' });
    await discord.person('Ada').editChannel(thread.id, { archived: true });
    await page.goto(`${discord.url}/#/${general}/${thread.id}`);
    const pane = page.locator('.pane.thread');
    await pane.getByText('This thread is archived. A message opens it again.').waitFor();
    await pane.getByRole('textbox', { name: 'Message “plan”' }).fill('So it goes on.');
    await page.keyboard.press('Enter');
    await pane.getByText('This thread is archived.').waitFor({ state: 'detached' });

    discord.person('Mia', { moderator: true });
    await discord.person('Mia').editChannel(thread.id, { locked: true });
    await pane.getByText('This thread is locked. Only moderators can write in it.').waitFor();
    await discord.person('Mia').editChannel(general, { slowmodeSeconds: 10 });
    await channel.getByText('Slow mode is on: one message every 10 seconds.').waitFor();
    discord.setOverwrites(general, [{ id: discord.guild.id, type: 0, allow: '0', deny: String(1n << 11n) }]);
    await channel.getByText('You do not have permission to send messages here.').waitFor();
  });

  test('on a phone: nothing has to be hovered, and the page does not grow', async () => {
    const { page, channel, sent, text } = await visit({ viewport: { width: 390, height: 780 }, hasTouch: true });
    await text.fill('hello');
    await channel.getByRole('button', { name: 'Send' }).tap();
    await eventually(sent).toEqual(['hello']);
    await text.fill('/trip plan to:Bern days:2 with:');
    await page.getByRole('combobox', { name: 'with' }).waitFor();

    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expect
      .poll(() => page.evaluate('getComputedStyle(document.querySelector("#channel-text")).fontSize'))
      .toBe('16px');
  });
});
