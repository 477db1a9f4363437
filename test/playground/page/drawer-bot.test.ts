import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitDrawer } from '../../support/drawer-visit.ts';
import { createScriptedHost } from '../../support/scripted-host.ts';

describe.skipIf(browserIsMissing !== undefined)('the bot and its model on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('anybody can choose the model; a key goes into the one request and nowhere else', async () => {
    const host = createScriptedHost();
    const { discord, page } = await visitDrawer(browser, { host, ignore: /status of 400/ });
    await discord.person('Ada').post(discord.channel('general').id, 'Hello');
    const chip = page.getByRole('button', { name: 'Model: demo' });
    await chip.click();
    const dialog = page.getByRole('dialog', { name: 'Choose a model' });
    await dialog.getByRole('button', { name: /llama3\.2.*Use/ }).click();
    await dialog.getByText('llama3.2 answers from now on.').waitFor();
    expect(host.asked).toEqual([{ id: 'ollama:llama' }]);

    await dialog.getByRole('button', { name: /Your own key/ }).click();
    const key = dialog.getByLabel('API key');
    expect([await key.getAttribute('type'), await key.getAttribute('autocomplete')]).toEqual(['password', 'off']);
    await key.fill('sk-bad');
    await dialog.getByRole('button', { name: 'Use this key' }).click();
    await dialog.getByText('The server does not know this key.').waitFor();
    await expect.poll(() => key.getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Address of the server').fill('ftp://example.org');
    await dialog.getByRole('button', { name: 'Use this key' }).click();
    await dialog.getByText('The address must begin with http:// or https://.').waitFor();
    await dialog.getByLabel('Address of the server').fill('');
    await expectNoViolations(page, { include: 'dialog' });

    await key.fill('sk-good');
    await dialog.getByLabel('Name of the model').fill('gpt-small');
    await key.press('Enter');
    await dialog.getByText('gpt-small answers from now on.').waitFor();
    expect(host.asked.at(-1)).toEqual({ id: 'key', apiKey: 'sk-good', model: 'gpt-small' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Model: gpt-small' }).waitFor();
    await page.getByRole('button', { name: 'Echo' }).first().click();
    await page.getByRole('menuitem', { name: 'Model: gpt-small' }).click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 780 });
    await expect.poll(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.documentElement.outerHTML])',
    );
    expect(kept).not.toContain('sk-good');
  });

  test('restarts the bot, says why it has failed, and starts over after a question', async () => {
    const host = createScriptedHost();
    const { discord, page, drawer, openTab } = await visitDrawer(browser, { host, ignore: /net::|status of 404/ });
    const general = discord.channel('general').id;
    await discord.person('Ada').post(general, 'An old thought');
    await page.getByText('An old thought', { exact: true }).first().waitFor();
    await openTab('Bot');
    await drawer.getByText('Echo is running').waitFor();
    await drawer.getByRole('button', { name: 'Restart the bot' }).click();
    await expect.poll(() => host.asked).toEqual(['restart']);

    host.tell({ bot: 'failed', problem: 'The token was refused.' });
    await drawer.getByText('Echo has failed to start').waitFor();
    await drawer.getByText('The token was refused.').waitFor();
    await drawer.getByRole('button', { name: 'Close the developer tools' }).click();
    await page.getByRole('button', { name: 'The bot has failed' }).click();
    host.tell({ bot: 'running' });
    await drawer.getByText('Echo is running').waitFor();

    await drawer.getByRole('button', { name: 'Start over …' }).click();
    const question = page.getByRole('alertdialog', { name: 'Start over?' });
    await question.getByText('This cannot be undone.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(host.asked).not.toContain('start over');
    await drawer.getByRole('button', { name: 'Start over …' }).click();
    await question.getByRole('button', { name: 'Start over', exact: true }).click();
    await page.getByText('The files of the assistants were left as they are.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.pane.channel textarea').waitFor();
    await expect.poll(() => page.getByText('An old thought').count()).toBe(0);
  });

  test('a bot of somebody else: how it is pointed here, whether it is there, and that its Assistants are not known', async () => {
    const { discord, client, drawer, page, openTab } = await visitDrawer(browser);
    await openTab('Bot');
    await drawer.getByText('Echo is running').waitFor();
    await drawer.getByText(`rest: { api: '${discord.apiUrl}' }`).waitFor();
    await drawer.getByRole('button', { name: 'Copy line 2' }).click();
    await drawer.getByText('Copied').waitFor();
    await expect
      .poll(() => page.evaluate<string>('navigator.clipboard.readText()'))
      .toBe(`await client.login('${discord.token}');`);
    await expect.poll(() => page.getByRole('button', { name: /Model/ }).count()).toBe(0);
    await client.destroy();
    await drawer.getByText('Echo is not connected').waitFor();

    await openTab('Assistants');
    await drawer.getByText('This playground runs without a bot that shows its Assistants threads.').waitFor();
  });
});
