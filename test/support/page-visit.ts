import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { createControls } from '../../playground/controls.ts';
import type { Discord } from '../../playground/discord/discord.ts';
import { createInspector } from '../../playground/inspector/inspector.ts';
import { createPages } from '../../playground/page/pages.ts';
import { openPage, type PageOptions } from './browser.ts';
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
  /** Ada uses a command in the main conversation, without the page. Resolves when the bot has answered. */
  command(text: string): Promise<unknown>;
  /** The page as somebody else sees it: `Mia (moderator)`. */
  become(name: string): Promise<void>;
}

export interface VisitOptions extends PageOptions {
  /** What may be in the console of the page. */
  ignore?: RegExp;
  /** What happens before the page is opened. */
  before?: (discord: Discord) => Promise<unknown>;
}

/** The page as Ada sees it, with a small bot behind it. Nothing may go wrong in its console but what is ignored. */
export async function visitPage(
  browser: Browser,
  { ignore, before, ...options }: VisitOptions = {},
): Promise<PageVisit> {
  const seed = { forums: [{ name: 'questions', tags: ['question', 'idea'] }] };
  const inspector = createInspector();
  const startOver = () => discord.startOver();
  const controls = createControls({ inspector, host: () => undefined, discord: () => discord, startOver });
  const { watcher } = inspector;
  const discord: Discord = await openDiscord({ pages: createPages(), rateLimits: false, seed, watcher, controls });
  const heard: string[] = [];
  await runPageBot(await logIn(discord), heard);
  await before?.(discord);
  const { page, problems } = await openPage(browser, options);
  page.setDefaultTimeout(20_000);
  await page.goto(discord.url);
  const channel = page.locator('.pane.channel');
  const composer = channel.locator('#channel-text');
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
    command: (text) => discord.person('Ada').command(discord.channel('general').id, text),
    async become(name) {
      await becomeSomebody(page, name);
      await composer.or(page.locator('.pane.forum')).first().waitFor();
    },
  };
}

/** Chooses whom a page acts as: `Mia (moderator)`. */
export async function becomeSomebody(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'You are' }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await page.getByRole('button', { name: `You are ${name.replace(/ \(.*/, '')}` }).waitFor();
}
