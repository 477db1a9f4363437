import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';
import { encodePng } from '../../support/png.ts';

describe.skipIf(browserIsMissing !== undefined)('a forum on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('a post with a tag and a file is written, shown with them, filtered and opened', async () => {
    const { page, discord } = await visitPage(browser);
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'questions' }).click();
    const forum = page.getByRole('main', { name: 'questions' });
    await forum.getByText('There are no posts yet.').waitFor();

    await forum.getByRole('button', { name: 'New post' }).click();
    const form = forum.getByRole('form', { name: 'New post' });
    await form.getByRole('button', { name: 'Post' }).click();
    await form.getByText('A post needs a title.').waitFor();
    await form.getByLabel('Title').fill('How do I integrate?');
    await form.getByLabel('Message').fill('I have **no** idea, @Bob.');
    await form.getByRole('button', { name: 'question' }).click();
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: 'sheet.png', mimeType: 'image/png', buffer: encodePng(40, 30) });
    await expectNoViolations(page);
    await form.getByRole('button', { name: 'Post' }).click();

    const thread = page.locator('.pane.thread');
    await thread.locator('.message', { hasText: 'I have no idea, @Bob.' }).waitFor();
    await expect.poll(() => thread.locator('header').innerText()).toMatch(/How do I integrate\?\s+question\s+by Ada/);
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    const post = forum.locator('.post');
    await expect
      .poll(() => post.innerText())
      .toMatch(/question[\s\S]*How do I integrate\?[\s\S]*I have no idea, @Bob\./);
    await expect.poll(() => post.locator('img').count()).toBe(1);
    await forum.getByRole('group', { name: 'Show posts with' }).getByRole('button', { name: 'idea' }).click();
    await forum.getByText('No post has these tags.').waitFor();
    await forum.getByRole('group', { name: 'Show posts with' }).getByRole('button', { name: 'idea' }).click();
    await discord.person('Bob').post(discord.channel('How do I integrate?').id, 'By parts.');
    await forum.getByText('1 answer').waitFor();
    await expectNoViolations(page);
    await post.click();
    await thread.locator('.message', { hasText: 'By parts.' }).waitFor();
  });

  test('posts are sorted, found, marked as new, reacted to; those that are archived come last', async () => {
    const { page, discord, become } = await visitPage(browser);
    const { id } = discord.createForum({ name: 'ideas', tags: ['big'], requiresTag: true, defaultReaction: '👍' });
    const [bob, mia] = [discord.person('Bob'), discord.person('Mia')];
    await mia.editChannel(id, { topic: 'One idea **per** post.' });
    const write = (name: string) => bob.postInForum(id, { name, content: `about ${name}`, tags: ['big'] });
    const [first, , old] = [await write('first'), await write('second'), await write('old')];
    await mia.editChannel(old.id, { archived: true });
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'ideas, unread' }).click();
    const forum = page.getByRole('main', { name: 'ideas' });
    const titles = async () =>
      (await forum.locator('.post strong').allInnerTexts()).map((text) => text.replace(/New$/, ''));

    await expect.poll(titles).toEqual(['second', 'first', 'old']);
    await expect.poll(() => forum.locator('.new').count()).toBe(3);
    await bob.post(first.id, 'more');
    await expect.poll(titles).toEqual(['first', 'second', 'old']);
    await forum.getByLabel('Order').selectOption('Date posted');
    await expect.poll(titles).toEqual(['second', 'first', 'old']);
    await forum.getByLabel('Search posts').fill('FIR');
    await expect.poll(titles).toEqual(['first']);
    await forum.getByRole('button', { name: 'React with 👍' }).click();
    await forum.getByRole('button', { name: 'React with 👍, 1', pressed: true }).waitFor();
    await forum.getByText('Guidelines').click();
    await forum.locator('strong', { hasText: 'per' }).waitFor();

    await forum.getByRole('button', { name: 'New post' }).click();
    await expect.poll(() => forum.getByLabel('Title').inputValue()).toBe('FIR');
    await forum.getByLabel('Message').fill('text');
    await forum.getByRole('button', { name: 'Post', exact: true }).click();
    await forum.getByRole('alert').getByText('Choose a tag.').waitFor();
    await forum.getByLabel('Message').press('Escape');
    await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toBe('New post');
    await page.reload();
    await forum.getByRole('button', { name: 'New post' }).click();
    await expect.poll(() => forum.getByLabel('Message').inputValue()).toBe('text');

    await become('Mia (moderator)');
    await forum.locator('.post').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Lock thread' }).click();
    await forum.getByText('locked ·').waitFor();
  });
});
