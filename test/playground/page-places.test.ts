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

  test('the menu of a message offers what the bot does with it: by right click, button, key and long press', async () => {
    const { page, channel, discord } = await visitPage(browser, { hasTouch: true });
    await discord.person('Bob').post(discord.channel('general').id, 'So it is.');
    const post = channel.locator('.message', { hasText: 'So it is.' }).first();
    const entry = page.getByRole('menuitem', { name: 'Quote this' });
    const close = async () => {
      await entry.waitFor();
      await page.keyboard.press('Escape');
      await entry.waitFor({ state: 'detached' });
    };

    await post.click({ button: 'right' });
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
    await page.keyboard.press('q');
    await page.keyboard.press('Enter');

    await channel.getByText('Quoted: So it is.').waitFor();
  });

  test('a forum: a post with a tag is written, shown with it, filtered and opened', async () => {
    const { page, discord } = await visitPage(browser);
    await page.getByRole('navigation').getByRole('button', { name: 'questions' }).click();
    const forum = page.getByRole('main', { name: 'Forum' });
    await forum.getByText('There are no posts yet.').waitFor();

    await forum.getByRole('button', { name: 'New post' }).click();
    const form = forum.getByRole('form', { name: 'New post' });
    await form.getByRole('button', { name: 'Post' }).click();
    await form.getByText('A post needs a title.').waitFor();
    await form.getByLabel('Title').fill('How do I integrate?');
    await form.getByLabel('Message').fill('I have **no** idea.');
    await form.getByRole('button', { name: 'question' }).click();
    await form.getByRole('button', { name: 'Post' }).click();

    const thread = page.locator('.pane.thread');
    await thread.getByText('I have no idea.').waitFor();
    expect(await thread.locator('header').innerText()).toMatch(/How do I integrate\?\s+question/);
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    const post = forum.locator('.post');
    expect(await post.innerText()).toMatch(/question[\s\S]*How do I integrate\?[\s\S]*I have no idea\./);
    await forum.getByRole('group', { name: 'Show posts with' }).getByRole('button', { name: 'idea' }).click();
    await forum.getByText('No post has these tags.').waitFor();
    await forum.getByRole('group', { name: 'Show posts with' }).getByRole('button', { name: 'question' }).click();
    await discord.person('Bob').post(discord.channel('How do I integrate?').id, 'By parts.');
    await forum.getByText('1 answer').waitFor();
    await post.click();
    await thread.getByText('By parts.').waitFor();
  });

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

  test('on a phone of 360 px: a menu, a modal and a forum fit', async () => {
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

    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'questions' }).click();
    await page.getByRole('button', { name: 'New post' }).waitFor();

    expect(await width()).toBe(360);
  });
});
