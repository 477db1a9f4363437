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
});
