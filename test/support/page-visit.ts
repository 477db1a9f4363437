import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { createControls } from '../../playground/controls.ts';
import type { Discord } from '../../playground/discord/discord.ts';
import { createInspector } from '../../playground/inspector/inspector.ts';
import { createPages } from '../../playground/page/pages.ts';
import { openPage } from './browser.ts';
import { logIn, openDiscord } from './discord-client.ts';
import { runPageBot } from './page-bot.ts';

export interface PageVisit {
  discord: Discord;
  page: Page;
  /** The main conversation. */
  channel: ReturnType<Page['locator']>;
  /** What the bot was told by menus, one line each. */
  heard: string[];
  /** Types something in the main conversation and sends it. */
  say(text: string): Promise<void>;
  /** The page as somebody else sees it: reloads it. */
  become(name: string): Promise<void>;
}

/** The page as Ada sees it, with a small bot behind it. Nothing may go wrong in its console but what is ignored. */
export async function visitPage(
  browser: Browser,
  { ignore, ...options }: BrowserContextOptions & { ignore?: RegExp } = {},
): Promise<PageVisit> {
  const seed = { forums: [{ name: 'questions', tags: ['question', 'idea'] }] };
  const inspector = createInspector();
  const controls = createControls({ inspector, host: () => undefined, discord: () => discord });
  const { watcher } = inspector;
  const discord: Discord = await openDiscord({ pages: createPages(), rateLimits: false, seed, watcher, controls });
  const heard: string[] = [];
  await runPageBot(await logIn(discord), heard);
  const { page, problems } = await openPage(browser, options);
  page.setDefaultTimeout(10_000);
  await page.goto(discord.url);
  const channel = page.locator('.pane.channel');
  const composer = channel.locator('textarea');
  await composer.waitFor();
  onTestFinished(() => expect(problems.filter((problem) => !ignore?.test(problem))).toEqual([]));
  return {
    discord,
    page,
    channel,
    heard,
    async say(text) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    async become(name) {
      await page.getByLabel('You are').selectOption({ label: name });
      await page.getByLabel('You are').getByText(name).and(page.locator(':checked')).waitFor({ state: 'attached' });
      await composer.or(page.locator('.pane.forum')).first().waitFor();
    },
  };
}
