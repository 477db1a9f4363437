import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

/** In the page. */
const naturalWidth = (picture: unknown) => (picture as { naturalWidth: number }).naturalWidth;

/** What the browser says of an answer that never came. */
const NO_ANSWER = /status of 504|ERR_INTERNET_DISCONNECTED/;

describe.skipIf(browserIsMissing !== undefined)('buttons, menus and layouts on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('buttons of every style are shown, and a press changes the message in place', async () => {
    const { page, channel, command } = await visitPage(browser);
    await command('/buttons');
    const button = (name: string) => channel.getByRole('button', { name, exact: true });

    await button('Count').click();
    await channel.locator('.content').getByText('Count: 1').waitFor();
    await channel.getByRole('button', { name: 'Slow' }).click();
    await channel.locator('.content').getByText('Counted to 100.').waitFor();
    await expectNoViolations(page);

    await expect.poll(() => button('Off').isDisabled()).toBe(true);
    const link = channel.getByRole('link', { name: 'Read more' });
    await expect.poll(() => link.getAttribute('href')).toBe('https://example.org/more');
    const styles = await channel.locator('.action-row .button').evaluateAll((all) => all.map((one) => one.className));
    expect(styles.map((names) => names.replace('button ', ''))).toEqual([
      'primary',
      'secondary',
      'success',
      'danger',
      'danger',
      'link-button',
    ]);
    await expect.poll(() => channel.locator('.message').count()).toBe(1);
  });

  test('a bot that keeps silent: the button waits and holds up the others, then it has failed; the next press clears it, and so it is without a connection', async () => {
    const { page, channel, command } = await visitPage(browser, { ignore: NO_ANSWER });
    await command('/buttons');
    const silence = channel.getByRole('button', { name: 'Silence' });
    await silence.click();

    await expect.poll(() => silence.getAttribute('aria-busy')).toBe('true');
    await expect.poll(() => channel.getByRole('button', { name: 'Count' }).getAttribute('aria-disabled')).toBe('true');
    await channel.getByText('This interaction failed').waitFor();
    await expect.poll(() => silence.getAttribute('aria-busy')).toBe(null);

    await channel.getByRole('button', { name: 'Count' }).click();
    await channel.locator('.content').getByText('Count: 1').waitFor();
    await expect.poll(() => channel.getByText('This interaction failed').count()).toBe(0);

    await silence.click();
    await page.context().setOffline(true);
    await channel.getByText('This interaction failed').waitFor();
    await expect.poll(() => silence.getAttribute('aria-busy')).toBe(null);
    await page.context().setOffline(false);
    await channel.getByRole('button', { name: 'Count' }).click();
    await channel.locator('.content').getByText('Count: 2').waitFor();
  });

  test('menus: one value at once, several when the list is closed, searched by typing, none where that is allowed', async () => {
    const { page, channel, command, heard, discord } = await visitPage(browser);
    discord.createRole({ name: 'Tutor' });
    await command('/menus');
    const menu = (name: string) => channel.getByRole('combobox', { name, exact: true });
    const option = (name: string) => page.getByRole('listbox').getByRole('option', { name, exact: true });

    await menu('A colour').click();
    await option('Green').click();
    await channel.locator('.content').getByText('You chose green.').waitFor();

    await menu('Some people').click();
    await option('Ada').click();
    await expectNoViolations(page);
    await page.getByLabel('Search in Some people').fill('mi');
    await option('Mia').click();
    expect(heard).toEqual(['colour: 1']);
    await page.keyboard.press('Escape');
    await expect.poll(() => heard).toEqual(['colour: 1', 'people: 2']);
    await expect.poll(() => menu('Some people').innerText()).toMatch(/Ada[\s\S]*Mia/);

    await menu('A role').click();
    await option('Tutor').click();
    await expect.poll(() => heard.at(-1)).toBe('role: 1');
    await menu('A role').click();
    await option('Tutor').click();
    await expect.poll(() => heard.at(-1)).toBe('role: 0');

    await menu('A channel').click();
    await expect
      .poll(() => page.getByRole('listbox').getByRole('option').allInnerTexts())
      .toEqual([expect.stringContaining('general'), expect.stringContaining('help')]);
    await option('help').click();
    await menu('A person or a role').click();
    await option('Bob').click();
    await expect.poll(() => heard.slice(-2)).toEqual(['channel: 1', 'either: 1']);
  });

  test('menus with the keyboard only: arrows, letters, Escape; the focus comes back', async () => {
    const { page, channel, command, heard } = await visitPage(browser);
    await command('/menus');
    const colour = channel.getByRole('combobox', { name: 'A colour' });
    await colour.focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('b');
    await page.keyboard.press('Escape');
    expect(heard).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await channel.locator('.content').getByText('You chose green.').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('A colour');
    await expect.poll(() => colour.getAttribute('aria-description')).toBe('Green');
  });

  test('what is for one alone has files and buttons, and others do not see it', async () => {
    const { page, channel, say, become } = await visitPage(browser);
    const secret = channel.locator('.content').getByText('Tell nobody.');
    await say('/secret');
    await channel.getByText('Only you can see this').waitFor();

    const path = await channel.getByRole('link', { name: 'Download secret.txt' }).getAttribute('href');
    expect(await page.evaluate(`fetch('${path}').then((it) => it.text())`)).toBe('for you');
    await become('Bob (member)');
    await expect.poll(() => secret.count()).toBe(0);
    await become('Ada (member)');
    await channel.getByRole('button', { name: 'Burn it' }).click();
    await secret.waitFor({ state: 'detached' });
    await say('/secret');
    await channel.getByRole('button', { name: 'Dismiss message' }).click();
    await secret.waitFor({ state: 'detached' });
  });

  test('a message with a layout is shown as its bot has laid it out, its pictures from this Discord only', async () => {
    const { page, channel, command } = await visitPage(browser);

    await command('/panel');

    const container = channel.locator('.container').first();
    await expect
      .poll(() => container.locator('.section').first().innerText())
      .toMatch(/Threads.*: .* 50 %[\s\S]*Change/);
    const thumbnail = container.locator('.thumbnail img');
    await expect.poll(() => thumbnail.evaluate(naturalWidth)).toBeGreaterThan(0);
    await expect.poll(() => container.locator('.mosaic > *').count()).toBe(3);
    await expect.poll(() => container.locator('.mosaic .from-elsewhere').innerText()).toContain('A cat');
    const path = /^\/cdn\/attachments/;
    await expect
      .poll(() => container.getByRole('link', { name: 'Download notes.txt' }).getAttribute('href'))
      .toMatch(path);
    await expect.poll(() => container.getByRole('separator').count()).toBe(1);

    await expectNoViolations(page);

    const secret = channel.getByText('The butler did it.');
    await expect.poll(() => secret.evaluate((one) => one.closest('[inert]') !== null)).toBe(true);
    await channel.locator('.container').nth(1).getByRole('button', { name: 'Spoiler' }).click();
    await expect.poll(() => secret.evaluate((one) => one.closest('[inert]') !== null)).toBe(false);

    await container.getByRole('button', { name: 'Change' }).click();
    await channel.locator('.content').getByText('Changed.').waitFor();
  });
});
