import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsMissing, startBrowser } from '../support/chromium.ts';
import { visitPage } from '../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('menus, people and places on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('times, roles, channels, people and small print in a message', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const role = discord.createRole({ name: 'Tutor' });
    const [help, ada] = [discord.channel('help').id, discord.person('Ada').id];
    const soon = Math.floor(Date.now() / 1000) + 2 * 3600 + 60;
    const text = `-# small print\n<@&${role.id}> <#${help}> <@${ada}> <t:${soon}:R> <t:0:D>\n\`\`\`\nMon ████░░░░ 50 %\n\`\`\``;

    await discord.person('Bob').post(discord.channel('general').id, text);

    const content = channel.locator('.message .content');
    await content.getByText('@Tutor').waitFor();
    expect(await content.locator('.subtext').innerText()).toBe('small print');
    expect(await content.locator('p').nth(1).innerText()).toBe('@Tutor #help @Ada in 2 hours 1 January 1970');
    expect(await content.locator('pre').innerText()).toBe('Mon ████░░░░ 50 %');
    await content.getByRole('button', { name: '#help' }).click();
    await channel.getByRole('heading', { name: 'help', exact: true }).waitFor();
    expect(await page.title()).toBe('#help · Playground');
  });

  test('on a phone of 360 px: a menu and a modal fit', async () => {
    const { page, channel, say } = await visitPage(browser, { viewport: { width: 360, height: 740 } });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    await say('/menus');
    await channel.getByRole('combobox', { name: 'Some people' }).click();
    const list = await page.locator('.popup').boundingBox();
    expect(list && list.x >= 0 && list.x + list.width <= 360).toBe(true);
    await page.keyboard.press('Escape');
    await say('/form');
    const submit = page.getByRole('dialog').getByRole('button', { name: 'Submit' });
    await submit.waitFor();
    const button = await submit.boundingBox();
    expect(button && button.y + button.height <= 740).toBe(true);
    await page.keyboard.press('Escape');

    expect(await width()).toBe(360);
  });
});
