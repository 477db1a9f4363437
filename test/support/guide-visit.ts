import { PermissionFlagsBits as Flags } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Discord } from '../../playground/discord/discord.ts';
import { openPage } from './browser.ts';
import { startGuideBot } from './guide-bot/guide-bot.ts';
import { becomeSomebody } from './page-visit.ts';
import { openPlayground } from './playground.ts';

export interface GuideVisit {
  discord: Discord;
  page: Page;
  /** The main conversation. */
  channel: ReturnType<Page['locator']>;
  /** Types something in the main conversation and sends it. */
  say(text: string): Promise<void>;
  /** A message of the main conversation. */
  message(text: string | RegExp): ReturnType<Page['locator']>;
  /** Waits for a message of the main conversation. */
  hear(text: string | RegExp): Promise<void>;
  become(name: string): Promise<void>;
}

/** The playground as Ada sees it, with a bot of discord.js's guide in it. Nothing may go wrong in its console. */
export async function visitGuideBot(browser: Browser): Promise<GuideVisit> {
  const playground = await openPlayground({ name: 'Guide', permissions: Flags.Administrator });
  const { discord } = playground;
  const { token, apiUrl: api, bot, guild } = discord;
  const client = await startGuideBot({ api, token, applicationId: bot.id, guildId: guild.id });
  onTestFinished(() => client.destroy());
  const { page, problems } = await openPage(browser);
  page.setDefaultTimeout(10_000);
  await page.goto(playground.url);
  const channel = page.locator('.pane.channel');
  const composer = channel.locator('#channel-text');
  await composer.waitFor();
  onTestFinished(() => expect(problems).toEqual([]));
  const message = (text: string | RegExp) => channel.locator('.message', { hasText: text }).last();
  return {
    discord,
    page,
    channel,
    async say(text) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    message,
    hear: (text) => message(text).waitFor(),
    async become(name) {
      await becomeSomebody(page, name);
      await composer.waitFor();
    },
  };
}
