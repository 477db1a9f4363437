import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { createDiscord } from '../../playground/discord/discord.ts';
import { createPages } from '../../playground/page/pages.ts';
import { answering, runModelServer } from '../../test/support/model-server.ts';
import type { AnswerScene } from './answers.ts';
import { startBot } from './bot.ts';
import { openView } from './view.ts';

const PHONE_WIDTH = 430;
const LIMIT = 2_000;
/** How much is to be seen on either side of a cut. */
const AROUND = 230;
const MARGIN = 8;
/** So long nothing new comes when an answer is whole. */
const QUIET_MS = 1_500;

/** Takes two pictures of each scene: the answer as another bot posts it, and as the real bot does that got it from the model. */
export async function playAnswers(
  browser: Browser,
  scenes: readonly AnswerScene[],
  dataDir: string,
  take: (name: string, picture: Buffer) => void,
): Promise<void> {
  const pages = createPages();
  const discord = await createDiscord({ application: { name: 'Bobbin' }, pages });
  const other = await createDiscord({
    application: { name: 'Another bot' },
    pages,
    seed: { channels: scenes.map(({ name }) => name) },
  });
  const otherBot = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: other.apiUrl } });
  await Promise.all([once(otherBot, Events.ClientReady), otherBot.login(other.token)]);
  const models = await runModelServer(...scenes.map(({ answer }) => answering(answer)));
  const bot = await startBot({
    DATA_DIR: dataDir,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: `${discord.url}/cdn`,
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: models.url,
    OPENAI_MODEL: 'first-model',
    MODEL_API: 'chat',
  });
  try {
    for (const scene of scenes) {
      take(`${scene.name}-before`, await showRaw(scene));
      take(`${scene.name}-after`, await showAnswer(scene));
    }
  } finally {
    await bot.stop();
    await models.close();
    await otherBot.destroy();
    await Promise.all([discord.close(), other.close()]);
  }

  async function showRaw({ name, question, answer, isCut }: AnswerScene): Promise<Buffer> {
    const { page, channel, say, close } = await openView(browser, other.url, { person: 'Ada', channel: name });
    try {
      await say(question);
      await channel.locator('.message').first().waitFor();
      const place = otherBot.channels.cache.get(other.channel(name).id);
      for (let start = 0; start < answer.length; start += LIMIT) {
        if (place?.isSendable() === true) await place.send(answer.slice(start, start + LIMIT));
      }
      return await picture(page, channel, isCut);
    } finally {
      await close();
    }
  }

  async function showAnswer({ question, isCut }: AnswerScene): Promise<Buffer> {
    const { page, thread, say, close } = await openView(browser, discord.url, {
      person: 'Ada',
      channel: 'general',
    });
    try {
      await say(`@Bobbin ${question}`);
      await thread.getByRole('button', { name: 'Retry' }).waitFor(); // it stands below the end of an answer
      return await picture(page, thread, isCut);
    } finally {
      await close();
    }
  }
}

/** The messages as a phone shows them: all, or what is around the first cut. */
async function picture(page: Page, pane: Locator, isCut = false): Promise<Buffer> {
  const own = pane.locator('.message:has(.badge), .message.continued');
  for (let before = 0, now = await own.count(); before === 0 || before !== now; now = await own.count()) {
    before = now;
    await delay(QUIET_MS);
  }
  await page.setViewportSize({ width: PHONE_WIDTH, height: 30_000 });
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur()');
  const boxes = await Promise.all((await pane.locator('.message').all()).map((message) => message.boundingBox()));
  const found = boxes.filter((box) => box !== null);
  const [top, bottom] = [found[0]?.y ?? 0, Math.max(...found.map(({ y, height }) => y + height)) + MARGIN];
  const cut = found.at(2)?.y ?? 0;
  const y = isCut ? cut - AROUND : top;
  return page.screenshot({ clip: { x: 0, y, width: PHONE_WIDTH, height: isCut ? 2 * AROUND : bottom - top } });
}
