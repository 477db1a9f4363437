import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('the page by keyboard', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('from place to place: by name, up and down, to what is unread, and out of a thread', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const title = () => channel.getByRole('heading', { level: 2 }).innerText();
    const bob = discord.person('Bob');
    const maths = discord.createChannel({ name: 'maths' });
    const list = page.getByRole('navigation', { name: 'Channels' });
    await list.getByRole('button', { name: 'maths' }).waitFor();

    await page.keyboard.press('Control+k');
    const places = page.getByRole('listbox', { name: 'Places' });
    await places.getByRole('option').first().waitFor();
    await expectNoViolations(page);
    await page.keyboard.type('hlp');
    await expect.poll(() => places.getByRole('option').allInnerTexts()).toEqual(['help']);
    await page.keyboard.press('Enter');
    await expect.poll(title).toBe('help');
    await expect.poll(() => focused(page)).toBe('channel-text');

    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(title).toBe('general');
    await bob.post(maths.id, 'news');
    await list.getByRole('button', { name: 'maths, unread' }).waitFor();
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await expect.poll(title).toBe('maths');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(title).toBe('general');

    const thread = await bob.startThread(discord.channel('general').id, { name: 'chat' });
    await list.getByRole('button', { name: 'chat' }).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => focused(page)).toBe('thread-text');
    expect(page.url()).toContain(thread.id);
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('channel-text');
    expect(page.url()).not.toContain(thread.id);

    await bob.post(maths.id, 'more news');
    await list.getByRole('button', { name: 'maths, unread' }).waitFor();
    await page.keyboard.press('Shift+Escape');
    await list.getByRole('button', { name: 'maths', exact: true }).waitFor();
  });

  test('from part to part, and within a list', async () => {
    const { page, discord } = await visitPage(browser);
    await discord.person('Ada').startThread(discord.channel('general').id, { name: 'chat' });
    const text = () => page.evaluate<string>('document.activeElement.textContent');
    await page.getByRole('navigation').getByRole('button', { name: 'chat' }).waitFor();

    await page.keyboard.press('Tab');
    await expect.poll(text).toBe('To the message box');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('channel-text');
    await page.keyboard.press('F6');
    await expect.poll(() => page.evaluate('document.activeElement.closest("aside").ariaLabel')).toBe('Members');
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    await expect.poll(text).toBe('general');
    await page.keyboard.press('ArrowDown');
    await expect.poll(text).toBe('chat');
    await page.keyboard.press('End');
    await expect.poll(text).toBe('questions');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Leave thread' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(text).toBe('chat');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('thread-text');

    await page.keyboard.press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+u');
    await page.keyboard.press('Control+Shift+d');
    await page.getByRole('region', { name: 'Developer tools' }).waitFor({ state: 'attached' });
  });

  test('a thread that begins with one’s own post opens by itself, and leaves the focus where it is', async () => {
    const { page, channel, discord, say } = await visitPage(browser);
    const general = discord.channel('general').id;
    await say('a question');
    await channel.locator('.message', { hasText: 'a question' }).waitFor();
    const [post] = discord.messages('general');

    await discord.person('Bob').startThread(general, { name: 'the answer', messageId: post?.id });
    const thread = page.locator('.pane.thread');
    await thread.getByRole('heading', { name: 'the answer', level: 2 }).waitFor();
    await expect.poll(() => focused(page)).toBe('channel-text');

    await thread.locator('textarea').fill('I am writing');
    await say('another question');
    await channel.locator('.message', { hasText: 'another question' }).waitFor();
    await discord.person('Bob').startThread(general, { name: 'other', messageId: discord.messages('general')[1]?.id });
    await page.getByRole('navigation').getByRole('button', { name: 'other' }).waitFor();
    await expect.poll(() => thread.getByRole('heading', { level: 2 }).innerText()).toBe('the answer');
  });
});

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}
