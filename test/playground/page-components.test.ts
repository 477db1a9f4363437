import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsMissing, startBrowser } from '../support/chromium.ts';
import { visitPage } from '../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('buttons, menus and answers on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

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
