import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('modals on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('a command opens one: mistakes are told, then it is filled in, with a menu and a file, and sent', async () => {
    const { page, channel, command } = await visitPage(browser);
    await command('/form');
    const modal = page.getByRole('dialog', { name: 'A new tutor' });
    const submit = modal.getByRole('button', { name: 'Submit' });
    await modal.waitFor();
    await expect.poll(() => modal.getByLabel('Why').inputValue()).toBe('because');
    await expect.poll(() => modal.getByLabel('Name').getAttribute('placeholder')).toBe('My tutor');

    await submit.click();
    await expect.poll(() => modal.getByText('This field is required.').count()).toBe(2);
    await modal.getByText('Look at 2 fields again').and(page.locator(':focus-within, :focus *')).waitFor();
    await expectNoViolations(page);
    await modal.getByLabel('Name').fill('ab');
    await submit.click();
    await modal.getByText('Must be at least 3 characters.').waitFor();
    await modal.getByLabel('Name').fill('much too long for it');
    await submit.click();
    await modal.getByText('Must be 10 characters or fewer.').waitFor();

    await modal.getByLabel('Name').fill('Max');
    await modal.getByRole('combobox', { name: 'Tone' }).click();
    await modal.getByRole('option', { name: 'Kind' }).click();
    await modal.getByRole('option', { name: 'Funny' }).click();
    await page.keyboard.press('Escape');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), modal.getByLabel('Sheet').click()]);
    await chooser.setFiles({ name: 'sheet.csv', mimeType: 'text/csv', buffer: Buffer.from('1,2') });
    await modal.getByRole('button', { name: 'Remove sheet.csv' }).waitFor();
    await submit.click();

    await channel.locator('.content').getByText('Noted: Max | because | kind+funny | sheet.csv').waitFor();
    await expect.poll(() => modal.count()).toBe(0);
  });

  test('with the keyboard only: the focus stays in it, Escape closes it, and it can be opened again', async () => {
    const { page, channel, command } = await visitPage(browser);
    await command('/buttons');
    const ask = channel.getByRole('button', { name: 'Ask' });
    const modal = page.getByRole('dialog', { name: 'A new tutor' });
    await ask.focus();
    await page.keyboard.press('Enter');
    await modal.waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.placeholder')).toBe('My tutor');

    for (let count = 0; count < 12; count += 1) {
      await page.keyboard.press('Tab');
      await expect.poll(() => page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Ask');
    await expect.poll(() => ask.getAttribute('aria-busy')).toBe(null);

    await page.keyboard.press('Enter');
    await modal.waitFor();
    await page.reload();
    await modal.waitFor();
    await modal.getByRole('button', { name: 'Cancel' }).click();
    await modal.waitFor({ state: 'detached' });
  });

  test('what was filled in is not lost by a slip: closing asks, and the other tab of the same person follows', async () => {
    const { page, command } = await visitPage(browser);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await command('/form');
    const modal = page.getByRole('dialog', { name: 'A new tutor' });
    await modal.getByLabel('Name').fill('Max');

    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: /Discard/ });
    await question.waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => modal.getByLabel('Name').inputValue()).toBe('Max');
    await other.getByRole('dialog', { name: 'A new tutor' }).waitFor();
    await modal.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await modal.waitFor({ state: 'detached' });
    await other.getByRole('dialog', { name: 'A new tutor' }).waitFor({ state: 'detached' });
  });

  test('radio buttons, check boxes, people, texts: each is filled in and reaches the bot', async () => {
    const { page, channel, command } = await visitPage(browser);
    await command('/survey');
    const modal = page.getByRole('dialog', { name: 'A survey' });
    await modal.getByText('It takes a minute.').waitFor();
    await expectNoViolations(page);

    await modal.getByRole('button', { name: 'Submit' }).click();
    await modal.getByRole('button', { name: 'When' }).click(); // leads to the field
    await page.keyboard.press('Space');
    await modal.getByRole('group', { name: 'Days' }).getByLabel('Monday').check();
    await modal.getByRole('group', { name: 'Days' }).getByLabel('Tuesday').check();
    await modal.getByRole('combobox', { name: 'Who' }).click();
    await modal.getByRole('option', { name: 'Mia' }).click();
    await modal.getByRole('checkbox', { name: 'I agree' }).check();
    await modal.getByRole('button', { name: 'Submit' }).click();

    await channel.locator('.content').getByText('Survey: now | monday+tuesday | Mia | true').waitFor();
  });
});
