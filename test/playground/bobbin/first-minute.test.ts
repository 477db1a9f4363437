import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { openBobbin } from '../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../support/chromium.ts';
import { PATIENCE } from '../../support/shown-message.ts';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

describe.skipIf(browserIsMissing !== undefined)('the first minute with Bobbin', { timeout: 90_000 }, () => {
  const bobbin = openBobbin();

  test('a suggestion is pressed, the answer read, its thread gone on with, left and found again, and help asked for', async () => {
    const { page, channel, thread, open } = await bobbin.visit();
    await channel.root.getByText('Welcome to #general').waitFor();
    await expectNoViolations(page);
    await recordStatuses(page);
    await page.getByRole('button', { name: '@Bobbin what can you do?' }).click();
    await thread.hear(/offline demo.*Here is what Bobbin does.*Retry$/);
    await expect.poll(() => page.evaluate('[...statuses]')).toContain('Bobbin is typing …');
    await expect.poll(() => thread.title()).toBe('what can you do?');
    await thread.root.getByRole('article', { name: /^Ada: @Bobbin what can you do\?/ }).waitFor();
    await thread.say('my name is Lovelace');
    await thread.hear('Nice to meet you, Lovelace.');

    await thread.root.getByRole('button', { name: 'Close the thread' }).click();
    await channel.root.locator('.message').getByText('what can you do?').last().waitFor();
    await open('what can you do?');
    await thread.say('What did I ask first?');
    await thread.hear('The first thing you wrote here was: “what can you do?”');
    await thread.box.focus();
    await page.keyboard.type('/he');
    await thread.root.getByRole('option', { name: '/help' }).waitFor();
    await expectNoViolations(page);
    await thread.root.getByRole('option', { name: '/help' }).click();
    await page.keyboard.press('Enter');
    await thread.hear('In this thread I answer every post; no mention is needed.');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolations(page);
  });

  test('on a phone', async () => {
    const { page, channel, thread } = await bobbin.visit('Bob', { ...PHONE, colorScheme: 'dark' });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    await page.getByRole('button', { name: 'Channels' }).tap();
    await page.getByRole('navigation').getByRole('button', { name: 'help' }).tap();
    await channel.root.getByRole('button', { name: '@Bobbin show me some code' }).tap();
    await thread.hear(/function that says how long a text takes.*Retry$/);
    await expectNoViolations(page);
    await expect.poll(width).toBe(390);
    await thread.box.tap();
    await page.keyboard.insertText('And what is my name?');
    await thread.root.getByRole('button', { name: 'Send' }).tap();
    await thread.hear('You have not told me, but your posts say Bob.');
    await page.emulateMedia({ colorScheme: 'light' });
    await expectNoViolations(page);

    await page.getByRole('button', { name: 'Back to the channel' }).tap();
    await channel.root.getByText('@Bobbin show me some code').waitFor();
    await page.getByRole('button', { name: 'Channels' }).tap();
    await page.getByRole('navigation').getByRole('button', { name: 'show me some code' }).tap();
    await thread.command('/help');
    await thread.hear('Talking with Bobbin');
    await expect.poll(width).toBe(390);
  });

  test('with nothing but the keyboard: a question, a button, a command with its option, a form', async () => {
    const { page, channel, thread } = await bobbin.visit('Ada');
    const { keyboard } = page;
    await pressUntil(page, 'Tab', 'To the message box');
    await keyboard.press('Enter');
    await keyboard.type('@Bobbi');
    await channel.root.getByRole('option', { name: 'Bobbin' }).first().waitFor();
    await keyboard.press('Tab');
    await keyboard.type('good evening');
    await keyboard.press('Enter');
    await thread.hear(/Nice to see you\..*Retry$/);

    await keyboard.press('F6');
    await pressUntil(page, 'Shift+Tab', 'Retry');
    await keyboard.press('Enter');
    await thread.hear('I am answering that once more.');
    await thread.hear(/Nice to see you\..*Retry$/);
    await keyboard.type('/assistant sh');
    await thread.root.getByRole('option', { name: '/assistant show' }).waitFor();
    await keyboard.press('Enter');
    await keyboard.type('na');
    await keyboard.press('Enter');
    await keyboard.type('Bob');
    await thread.root.getByRole('option', { name: 'Bobbin' }).waitFor();
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await thread.hear('The assistant of this community');

    await pressUntil(page, 'Shift+Tab', 'Ada used /assistant show');
    await pressUntil(page, 'ArrowUp', /^Bobbin .*Nice to see you\./);
    await keyboard.press('Enter');
    await pressUntil(page, 'ArrowDown', 'Apps');
    await keyboard.press('ArrowRight');
    await pressUntil(page, 'ArrowDown', 'Ask Bobbin about this');
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Ask about this message' }).waitFor();
    await expectNoViolations(page);
    await keyboard.type('Are you?');
    await pressUntil(page, 'Tab', 'Submit');
    await keyboard.press('Enter');
    await thread.hear('Your question is asked, right here.');
    await thread.hear(/Ada asks about .*Are you\?/);
  });
});

/** Presses a key until the focus is on something that begins with this text. */
async function pressUntil(page: Page, key: string, text: string | RegExp): Promise<void> {
  const focused = async () => {
    await page.keyboard.press(key);
    return page.evaluate<string>("document.activeElement.innerText.replaceAll(/\\s+/g, ' ').trim()");
  };
  await expect
    .poll(focused, { ...PATIENCE, interval: 0 })
    .toMatch(typeof text === 'string' ? new RegExp(`^${RegExp.escape(text)}`) : text);
}

/** From now on the page keeps in `statuses` what stood beneath its composers. */
async function recordStatuses(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.statuses = new Set();
    const read = () => document.querySelectorAll('.status').forEach(({ textContent }) => statuses.add(textContent));
    new MutationObserver(read).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
}
