import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Discord } from '../../../playground/discord/discord.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

/** Also on a slow machine. */
const eventually = (check: () => unknown) => expect.poll(check, { timeout: 10_000 });

describe.skipIf(browserIsMissing !== undefined)('the message log of the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  /** The page at a channel that has so many posts of Bob already. */
  async function visitLong(count: number) {
    const visit = await visitPage(browser, { before: (discord) => postMany(discord, count) });
    const { channel, discord } = visit;
    const log = channel.getByRole('log');
    await channel.getByText(`post ${count - 1}`).waitFor();
    const general = discord.channel('general').id;
    return { ...visit, log, general, bob: discord.person('Bob') };
  }

  test('who has scrolled up stays there; who is at the newest post sees the next one, and what grows', async () => {
    const { page, channel, discord, log, bob, general } = await visitLong(120);
    await eventually(() => fromEnd(log)).toBeLessThan(2);

    const answer = await discord.postAsBot('general', 'It begins');
    await channel.getByText('It begins').waitFor();
    for (const [width, height] of [
      [1280, 500],
      [1280, 800],
      [900, 500],
      [1280, 500],
    ] as const) {
      await page.setViewportSize({ width, height });
      await eventually(() => fromEnd(log)).toBeLessThan(2);
    }
    await channel.locator('textarea').fill('a\nb\nc\nd');
    await eventually(() => fromEnd(log)).toBeLessThan(2);
    await bob.post(general, 'and\n'.repeat(30));
    await eventually(() => fromEnd(log)).toBeLessThan(2);
    expect(answer.content).toBe('It begins');

    await log.hover();
    await page.mouse.wheel(0, -900);
    await channel.getByRole('button', { name: 'To the newest' }).waitFor();
    const before = await firstInSight(log);
    await bob.post(general, 'one more');
    await channel.getByRole('button', { name: '1 new To the newest' }).waitFor();
    await eventually(() => firstInSight(log)).toEqual(before);

    await channel.getByRole('button', { name: 'To the newest' }).click();
    await eventually(() => fromEnd(log)).toBeLessThan(2);
    await channel.getByText('one more').waitFor();
  });

  test('what is there at the start is read once; what happens before the page listens is not missed', async () => {
    const { page, channel, bob, general } = await visitLong(3);
    const reads: string[] = [];
    page.on('request', (request) => {
      const [, what = ''] = /\/(state|messages)(?:\?|$)/.exec(request.url()) ?? [];
      if (what !== '') reads.push(what);
    });
    await page.reload();
    await channel.getByText('post 2').waitFor();
    await bob.post(general, 'more');
    await channel.getByText('more').waitFor();
    expect(reads.toSorted()).toEqual(['messages', 'state']);

    await page.route('**/events', async (route) => {
      await channel.getByText('post 2').waitFor();
      await bob.post(general, 'meanwhile');
      await route.continue();
    });
    await page.reload();
    await channel.getByText('meanwhile').waitFor();
  });

  test('a long channel: older posts come by themselves, and the document stays small', async () => {
    const { page, channel, log } = await visitLong(260);
    const rows = channel.locator('.message');
    await expect.poll(() => rows.count()).toBeLessThan(60);

    await log.hover();
    await eventually(async () => {
      await page.mouse.wheel(0, -4_000);
      return channel.getByText('This is the beginning of #general.').count();
    }).toBe(1);
    await channel.getByText('post 0', { exact: true }).waitFor();
    await expect.poll(() => rows.count()).toBeLessThan(60);
    await channel.getByRole('button', { name: 'To the newest' }).click();
    await channel.getByText('post 259').waitFor();
    await eventually(() => fromEnd(log)).toBeLessThan(2);
  });

  test('what is new since one was there is marked and counted, until it is read', async () => {
    const { page, channel, discord, bob, general } = await visitLong(40);
    const places = page.getByRole('navigation');
    const bar = channel.getByRole('button', { name: /^\d+ new messages since/ });
    await places.getByRole('button', { name: 'help' }).click();
    await channel.getByText('Welcome to #help').waitFor();
    for (let number = 0; number < 30; number += 1) await bob.post(general, `news ${number}`);
    await bob.post(discord.channel('help').id, 'That is all.');
    await channel.getByText('That is all.').waitFor();

    await places.getByRole('button', { name: 'general' }).click();
    await channel.getByText('news 29').waitFor();
    await expect.poll(() => bar.innerText()).toMatch(/^30 new messages since \d/);
    await bar.click();
    await channel.getByRole('separator', { name: 'New messages' }).waitFor();
    await expect.poll(() => channel.locator('.log-divider.is-new + .message').innerText()).toContain('news 0');
    await bar.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');

    await channel.getByRole('separator', { name: 'New messages' }).waitFor({ state: 'detached' });
    await channel.getByText('news 29').waitFor();
  });

  test('a reply leads to a message far above, a link to a message too, and back to the present', async () => {
    const { page, channel, discord, log, general, bob } = await visitLong(300);
    const first = discord.messages(general)[3]?.id ?? '';
    await discord.person('Mia').post(general, 'As you said.', { replyTo: first });
    await channel.getByText('As you said.').waitFor();

    await channel.getByRole('button', { name: 'post 3', exact: true }).click();
    const found = channel.locator('.message.highlighted');
    await found.waitFor();
    await expect.poll(() => found.locator('.content').innerText()).toBe('post 3');
    await eventually(() => isInSight(log, found)).toBe(true);
    await bob.post(general, 'meanwhile');
    await channel.getByRole('button', { name: 'Jump to present' }).click();
    await channel.getByText('meanwhile').waitFor();
    await eventually(() => fromEnd(log)).toBeLessThan(2);
    await expect.poll(() => channel.getByRole('button', { name: 'Jump to present' }).count()).toBe(0);

    await page.goto('about:blank');
    await page.goto(`${discord.url}/#/${general}?message=${discord.messages(general)[100]?.id}`);
    await found.waitFor();
    await expect.poll(() => found.locator('.content').innerText()).toBe('post 100');
    await eventually(() => page.url()).toBe(`${discord.url}/#/${general}`);
    // From here it goes on to the newest by itself.
    await log.hover();
    await eventually(async () => {
      await page.mouse.wheel(0, 4_000);
      return channel.getByText('meanwhile').count();
    }).toBe(1);
  });

  test('the keyboard goes from message to message, also beyond what is in the document', async () => {
    const { page, channel, log } = await visitLong(150);
    const focused = () => page.locator('.message:focus .content').innerText();
    await log.focus();

    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('post 149');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('post 148');
    await page.keyboard.press('Home');
    await eventually(async () => Number((await focused()).slice(5))).toBeLessThanOrEqual(100);
    const first = Number((await focused()).slice(5));
    await page.keyboard.press('PageDown');
    await eventually(async () => Number((await focused()).slice(5))).toBeGreaterThan(first + 10);
    await eventually(() => isInSight(log, page.locator('.message:focus'))).toBe(true);
    await page.keyboard.press('End');
    await eventually(focused).toBe('post 149');
    await page.keyboard.press('r');
    await channel.getByText('Replying to Bob').waitFor();
  });

  test('who writes or uses a command sees what comes of it, however far up', async () => {
    const { page, channel, log, say } = await visitLong(120);
    for (const what of ['hello', '/secret']) {
      await eventually(() => fromEnd(log)).toBeLessThan(2);
      await log.hover();
      await page.mouse.wheel(0, -2_500);
      await channel.getByRole('button', { name: 'To the newest' }).waitFor();
      await say(what);
      await channel.getByText(what === 'hello' ? 'hello' : 'Tell nobody.', { exact: true }).waitFor();
      await eventually(() => fromEnd(log)).toBeLessThan(2);
    }
    await expect.poll(() => channel.getByText('New', { exact: true }).count()).toBe(0);
  });

  test('while it scrolls, what is in it can be pressed', async () => {
    const { page, log } = await visitLong(80);
    await eventually(() => fromEnd(log)).toBeLessThan(2);
    const pressed = await page.evaluate(`
      new Promise((resolve) => {
        const log = document.querySelector('[role=log]');
        const { x, y } = log.getBoundingClientRect();
        log.addEventListener('scroll', () => setTimeout(() =>
          resolve(document.elementFromPoint(x + 100, y + 200).closest('.message') !== null)), { once: true });
        log.scrollTop -= 50;
      })
    `);
    expect(pressed).toBe(true);
  });

  test('who listens hears each new message once, and nothing when older ones come into the document', async () => {
    const { page, channel, log, bob, general } = await visitLong(80);
    const spoken = page.locator('.announcer');
    await page.evaluate(`
      globalThis.said = [];
      const region = document.querySelector('.announcer');
      new MutationObserver(() => said.push(region.textContent)).observe(region, { subtree: true, childList: true, characterData: true });
    `);
    await bob.post(general, 'Hello **all**');
    await spoken.getByText('Bob: Hello all').waitFor({ state: 'attached' });

    await log.hover();
    await page.mouse.wheel(0, -2_000);
    await channel.getByRole('button', { name: 'To the newest' }).waitFor();
    await eventually(() => spoken.textContent()).toBe('');

    await expect.poll(() => log.getAttribute('aria-live')).toBe('off');
    await expect.poll(() => page.evaluate('said.filter(Boolean)')).toEqual(['Bob: Hello all']);
  });
});

async function postMany(discord: Discord, count: number): Promise<void> {
  const bob = discord.person('Bob');
  for (let number = 0; number < count; number += 1) await bob.post(discord.channel('general').id, `post ${number}`);
}

/** How far a log is from its end. */
const fromEnd = (log: Locator) => log.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight);

/** The text of the first message that is in sight as a whole, and where it stands. */
async function firstInSight(log: Locator): Promise<[text: string, top: number]> {
  return log.evaluate((it) => {
    const { top } = it.getBoundingClientRect();
    const all = [...it.querySelectorAll('.message')];
    const first = all
      .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.top >= top)
      .toSorted((left, right) => left.box.top - right.box.top)[0];
    return [first?.text ?? '', Math.round(first?.box.top ?? 0)];
  });
}

async function isInSight(log: Locator, row: Locator): Promise<boolean> {
  const [outer, inner] = [await log.boundingBox(), await row.boundingBox()];
  if (!outer || !inner) return false;
  return inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1;
}
