import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { paste } from '../../support/dropped-files.ts';
import { visitPage } from '../../support/page-visit.ts';

/** What the browser says of an answer that never came, and of a refusal. */
const NO_ANSWER = /status of (?:504|403)/;
const MAP = { name: 'map.txt', type: 'text/plain', text: 'a map' };

/** What becomes true, on a slow machine too. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 });

describe.skipIf(browserIsMissing !== undefined)('commands in the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  async function visit(options: Parameters<typeof visitPage>[1] = {}) {
    const all = await visitPage(browser, options);
    const { page, channel } = all;
    const text = channel.locator('#channel-text');
    await text.focus();
    return {
      ...all,
      text,
      offered: page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option'),
      field: (name: string) => channel.locator('.command-field').getByLabel(name, { exact: true }),
      answer: (content: string) => channel.locator('.message').getByText(content, { exact: true }),
      focused: () =>
        page.evaluate<string>('document.activeElement.labels?.[0]?.textContent ?? document.activeElement.id'),
      type: (keys: string) => page.keyboard.type(keys),
      async keys(...all: string[]) {
        for (const key of all) await page.keyboard.press(key);
      },
    };
  }

  test('one that is typed before anybody knows the commands is sent with the first Enter', async () => {
    const { page, discord, answer, say, text } = await visit({ slow: 'answers' });
    let reads = 0;
    page.on('request', (request) => (reads += request.url().endsWith('/state') ? 1 : 0));
    await page.route('**/events', async (route) => {
      await discord.person('Bob').post(discord.channel('general').id, 'meanwhile');
      await route.continue();
    });
    await page.reload();
    // As something has happened, all is read anew; the commands come while the first answer is on its way.
    await eventually(() => reads).toBe(2);

    await say('/trip plan to:Bonn days:2');

    await answer('plan to=Bonn days=2').waitFor();
    await expect.poll(() => text.inputValue()).toBe('');
  });

  test('they are offered while one types, run, and refused with a reason', async () => {
    const { page, channel, text, offered, answer, type, keys, say } = await visit();
    await type('/');
    await eventually(() => offered.allInnerTexts()).toContainEqual(expect.stringContaining('/trip plan'));
    await page.getByRole('group', { name: 'TestBot' }).waitFor();
    await type('secr');
    await eventually(() => offered.count()).toBe(1);
    await expectNoViolations(page, { include: '.composer' });
    await keys('Tab');
    await channel.locator('.command-chip', { hasText: '/secret' }).waitFor();
    await keys('Enter');
    await answer('Tell nobody.').waitFor();

    await say('/trip list');
    await answer('list').waitFor();
    await say('/nothing');
    await channel.getByRole('alert').getByText('There is no command /nothing here.').waitFor();
    await expect.poll(() => text.inputValue()).toBe('/nothing');
  });

  test('with the keyboard only: its options are fields, with their lists, limits and mistakes', async () => {
    const { page, channel, offered, answer, field, focused, type, keys } = await visit();
    await type('/plan');
    await eventually(() => offered.count()).toBe(1);
    await keys('Enter');
    await eventually(focused).toBe('to');
    await eventually(() => offered.allInnerTexts()).toEqual(['Aachen', 'Berlin', 'Bern', 'Bonn']);
    await type('be');
    await eventually(() => offered.allInnerTexts()).toEqual(['Berlin', 'Bern']);
    await expectNoViolations(page, { include: '.composer' });
    await keys('ArrowDown', 'Enter');
    await eventually(focused).toBe('days');
    await expect.poll(() => field('to').inputValue()).toBe('Bern');
    await page.getByText('1 to 30').waitFor();
    await keys('Enter');
    await channel.getByRole('alert').getByText('This option is required.').waitFor();
    await type('31');
    await keys('Enter');
    await channel.getByRole('alert').getByText('Must be at most 30.').waitFor();
    await expect.poll(() => field('days').getAttribute('aria-invalid')).toBe('true');
    await expectNoViolations(page, { include: '.composer' });
    await keys('Backspace', 'Tab');

    await eventually(() => offered.count()).toBe(6);
    await type('lug');
    await eventually(() => offered.count()).toBe(1);
    await keys('Enter');
    await eventually(() => offered.allInnerTexts()).toEqual(['True', 'False']);
    await keys('ArrowDown', 'Tab');
    await type('with');
    await eventually(() => offered.count()).toBe(1);
    await keys('Tab');
    await eventually(focused).toBe('with');
    await keys('Backspace');
    await eventually(focused).toBe('luggage');
    await keys('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await eventually(focused).toBe('days');
    await keys('Enter');

    await answer('plan to=BER days=3 luggage=false').waitFor();
    await eventually(focused).toBe('channel-text');
    await expect.poll(() => channel.locator('.command-chip').count()).toBe(0);
  });

  test('typed or pasted as one text it is the same; Escape makes it a text, which stays one and can be sent', async () => {
    const { page, channel, text, answer, field, type, keys, focused } = await visit();
    await type('/trip plan to:Bonn days:2 note:');
    await eventually(focused).toBe('note');
    await type('bring to:day');
    await keys('Enter');
    await answer('plan to=Bonn days=2 note=bring to:day').waitFor();

    await text.fill('/trip plan to:Bern days:4 by:bike with:@mia place:#help');
    await eventually(() => field('place').inputValue()).toBe('#help');
    await keys('Escape');
    await eventually(() => text.inputValue()).toBe('/trip plan to:Bern days:4 by:bike with:@mia place:#help');
    await keys('Backspace');
    await expect.poll(() => channel.locator('.command-chip').count()).toBe(0);
    await type('p');
    await keys('Enter');
    await answer('plan to=Bern days=4 by=bike with=mia place=help').waitFor();

    await type('/trip plan ');
    await eventually(focused).toBe('to');
    await page.reload();
    await channel.locator('.command-chip', { hasText: '/trip plan' }).waitFor();
    await expect.poll(() => field('to').inputValue()).toBe('');
  });

  test('a file goes to the option that takes one: chosen, pasted, taken away', async () => {
    const { page, channel, text, answer, field, keys } = await visit();
    await text.fill('/trip plan to:Bonn days:2 map:');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), field('map: Choose a file').click()]);
    await chooser.setFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a plan') });
    await channel.getByRole('button', { name: 'Remove plan.txt' }).click();
    await field('map: Choose a file').waitFor();
    await paste(page, '#channel-text', { files: [MAP] });
    await field('map: map.txt').waitFor();
    await expectNoViolations(page, { include: '.composer' });
    await keys('Enter');

    await answer('plan to=Bonn days=2 map=map.txt').waitFor();
  });

  test('a bot that offers nothing is told of; what was typed is not lost to a refusal', async () => {
    const { page, channel, offered, answer, field, type, keys, say } = await visit({ ignore: NO_ANSWER });
    await type('/trip plan nowhere');
    await page.getByText('Loading options …').first().waitFor();
    await page.getByText('The options could not be loaded.').first().waitFor();
    await expect.poll(() => offered.count()).toBe(0);
    await keys('Escape');

    await say('/trip plan to:Bonn days:2');
    await answer('plan to=Bonn days=2').waitFor();
    const refusal = { status: 403, json: { message: 'Missing Permissions', code: 50013 } };
    await page.route('**/commands', (route) => route.fulfill(refusal), { times: 1 });
    await say('/trip plan to:Bonn days:3');
    await channel.getByRole('alert').getByText('Missing Permissions.').waitFor();
    await expect.poll(() => field('days').inputValue()).toBe('3');
  });
});
