import type { Client } from 'discord.js';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Discord } from '../../playground/discord/discord.ts';
import { openPage } from './browser.ts';
import { logInEcho, openPlayground } from './playground.ts';
import type { ScriptedHost } from './scripted-host.ts';

export interface DrawerVisit {
  discord: Discord;
  /** A bot that repeats what people post. */
  client: Client<true>;
  page: Page;
  drawer: Locator;
  /** Opens the drawer, if it is closed, and one of its tabs. */
  openTab(name: string): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  host?: ScriptedHost;
  /** What may go wrong in the console. */
  ignore?: RegExp;
}

/** The page of a playground as Ada sees it, with a small bot behind it. */
export async function visitDrawer(
  browser: Browser,
  { host, ignore, ...options }: VisitOptions = {},
): Promise<DrawerVisit> {
  const playground = await openPlayground();
  const { discord, url } = playground;
  discord.setRateLimits(false);
  host?.enter(playground);
  const client = await logInEcho(playground);

  const { page, problems } = await openPage(browser, {
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  await page.locator('.pane.channel textarea').waitFor();
  onTestFinished(() => expect(problems.filter((problem) => !ignore?.test(problem))).toEqual([]));
  const drawer = page.getByRole('region', { name: 'Developer tools' });
  return {
    discord,
    client,
    page,
    drawer,
    async openTab(name) {
      if (!(await drawer.isVisible())) await page.getByRole('button', { name: 'Developer tools' }).first().click();
      await drawer.getByRole('tab', { name }).click();
    },
  };
}
