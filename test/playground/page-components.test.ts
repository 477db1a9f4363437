import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsMissing, startBrowser } from '../support/chromium.ts';
import { visitPage } from '../support/page-visit.ts';

/** What the browser says of an answer that never came, and of what the server refused. */
const NO_ANSWER = /status of 504/;

describe.skipIf(browserIsMissing !== undefined)('buttons, menus and answers on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('buttons of every style are shown, and a press changes the message in place', async () => {
    const { page, channel, say } = await visitPage(browser);
    await say('/buttons');
    const button = (name: string) => channel.getByRole('button', { name, exact: true });

    await button('Count').click();
    await channel.getByText('Count: 1').waitFor();
    await channel.getByRole('button', { name: 'Slow' }).click();
    await channel.getByText('Counted to 100.').waitFor();

    expect(await button('Off').isDisabled()).toBe(true);
    const link = channel.getByRole('link', { name: 'Read more' });
    expect(await link.getAttribute('href')).toBe('https://example.org/more');
    const styles = await channel.locator('.action-row .button').evaluateAll((all) => all.map((one) => one.className));
    expect(styles.map((names) => names.replace('button ', ''))).toEqual([
      'primary',
      'secondary',
      'success',
      'danger',
      'danger',
      'link-button',
    ]);
    expect(await channel.locator('.message').count()).toBe(1);
    expect(await page.getByText('(edited)').count()).toBe(1);
  });

  test('a bot that keeps silent: the button waits, then failed; so does the command, until it is dismissed', async () => {
    const { channel, say } = await visitPage(browser, { ignore: NO_ANSWER });
    await say('/buttons');
    const silence = channel.getByRole('button', { name: 'Silence' });
    await silence.click();
    await say('/silent');
    await channel.getByText('Sending command …').waitFor();
    expect(await silence.getAttribute('aria-busy')).toBe('true');
    expect(await channel.getByRole('button', { name: 'Count' }).getAttribute('aria-disabled')).toBe('true');

    await channel.getByText('This interaction failed').waitFor();
    await channel.getByText('The application did not respond').waitFor();
    expect(await silence.getAttribute('aria-busy')).toBe(null);
    await channel.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await channel.getByText('The application did not respond').count()).toBe(0);

    await channel.getByRole('button', { name: 'Count' }).click();
    await channel.getByText('Count: 1').waitFor();
    expect(await channel.getByText('This interaction failed').count()).toBe(0);
  });

  test('menus: one value at once, several when the list is closed, searched by typing, none where that is allowed', async () => {
    const { page, channel, say, heard, discord } = await visitPage(browser);
    discord.createRole({ name: 'Tutor' });
    await say('/menus');
    const menu = (name: string) => channel.getByRole('combobox', { name, exact: true });
    const option = (name: string) => page.getByRole('listbox').getByRole('option', { name, exact: true });

    await menu('A colour').click();
    await option('Green').click();
    await channel.getByText('You chose green.').waitFor();

    await menu('Some people').click();
    await option('Ada').click();
    await page.getByLabel('Search in Some people').fill('mi');
    await option('Mia').click();
    expect(heard).toEqual(['colour: 1']);
    await page.keyboard.press('Escape');
    await expect.poll(() => heard).toEqual(['colour: 1', 'people: 2']);
    expect(await menu('Some people').innerText()).toMatch(/Ada[\s\S]*Mia/);

    await menu('A role').click();
    await option('Tutor').click();
    await expect.poll(() => heard.at(-1)).toBe('role: 1');
    await menu('A role').click();
    await option('Tutor').click();
    await expect.poll(() => heard.at(-1)).toBe('role: 0');

    await menu('A channel').click();
    expect(await page.getByRole('listbox').getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('general'),
      expect.stringContaining('help'),
    ]);
    await option('help').click();
    await menu('A person or a role').click();
    await option('Bob').click();
    await expect.poll(() => heard.slice(-2)).toEqual(['channel: 1', 'either: 1']);
  });

  test('menus with the keyboard only', async () => {
    const { page, channel, say } = await visitPage(browser);
    await say('/menus');
    await channel.getByRole('combobox', { name: 'A colour' }).focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await channel.getByText('You chose green.').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('A colour');
  });

  test('what is for one alone has files and buttons, and others do not see it', async () => {
    const { page, channel, say, become } = await visitPage(browser);
    await say('/secret');
    await channel.getByText('Only you can see this').waitFor();

    const path = await channel.getByRole('link', { name: /secret\.txt/ }).getAttribute('href');
    expect(await page.evaluate(`fetch('${path}').then((it) => it.text())`)).toBe('for you');
    await become('Bob (member)');
    expect(await channel.getByText('Tell nobody.').count()).toBe(0);
    await become('Ada (member)');
    await channel.getByRole('button', { name: 'Burn it' }).click();
    await channel.getByText('Tell nobody.').waitFor({ state: 'detached' });
    await say('/secret');
    await channel.getByRole('button', { name: 'Dismiss message' }).click();
    await channel.getByText('Tell nobody.').waitFor({ state: 'detached' });
  });

  test('a message with a layout is shown as its bot has laid it out', async () => {
    const { channel, say } = await visitPage(browser);

    await say('/panel');

    const container = channel.locator('.container');
    await container.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await container.locator('.section').innerText()).toMatch(/Threads: ████░░░░ 50 %\s+Change/);
  });

  test('a command with a file: chosen in the form, taken away, sent; a post with a file', async () => {
    const { page, channel, say } = await visitPage(browser);
    const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
    await channel.locator('textarea').pressSequentially('/read question:why? ');
    const offered = page.getByRole('option', { name: /file:/ });
    await offered.waitFor();

    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), offered.click()]);
    await chooser.setFiles(file);
    await channel.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
    await channel.locator('textarea').press('Enter');
    await channel.getByText('why?: notes.txt').waitFor();
    await say('/read question:why?');
    await channel.getByText('why?: nothing to read').waitFor();

    const [attaching] = await Promise.all([
      page.waitForEvent('filechooser'),
      channel.getByRole('button', { name: 'Attach a file' }).click(),
    ]);
    await attaching.setFiles(file);
    const attached = channel.getByRole('button', { name: 'Remove notes.txt' });
    await attached.waitFor();
    await page.getByRole('navigation').getByRole('button', { name: 'help' }).click();
    await attached.waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByRole('button', { name: 'general' }).click();
    await attached.waitFor();
    await channel.locator('textarea').press('Enter');
    await channel.locator('.attachment', { hasText: 'notes.txt' }).waitFor();
  });
});
