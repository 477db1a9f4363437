import type { Browser, Locator, Page } from 'playwright-core';
import { createPeople, type People } from './people.ts';
import type { Scene } from './scenes.ts';

const PATIENCE_MS = 20_000;

/** The page as one person sees it, with what they do on it. */
export interface View {
  page: Page;
  /** The main conversation, and the thread beside it. */
  channel: Locator;
  thread: Locator;
  /** Types and sends; a command, too. Default: in the channel. */
  say(text: string, pane?: Locator): Promise<void>;
  /** Waits until the bot has answered so many times in the thread that is open. */
  answers(count: number): Promise<void>;
  /** Opens another channel. */
  goTo(channel: string): Promise<void>;
  /** What everybody does elsewhere. */
  people: People;
}

/** Opens the page for a scene, as its person, in its channel. Answers with what closes it, too. */
export async function openView(
  browser: Browser,
  url: string,
  scene: Pick<Scene, 'person' | 'channel' | 'size' | 'colorScheme'>,
): Promise<View & { close(): Promise<void> }> {
  const { person, channel: name, size = { width: 1280, height: 800 }, colorScheme = 'light' } = scene;
  const context = await browser.newContext({ viewport: size, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/?as=${encodeURIComponent(person)}`);
  const goTo = async (place: string) => {
    const menu = page.getByRole('button', { name: 'Channels', exact: true });
    if (await menu.isVisible()) await menu.click();
    await page.getByRole('navigation').getByRole('button', { name: place }).first().click();
  };
  await page.locator('.pane').first().waitFor();
  await goTo(name);
  const [channel, thread] = [page.locator('.pane.channel'), page.locator('.pane.thread')];
  await page.getByText('is not online yet').waitFor({ state: 'detached' });
  return {
    page,
    channel,
    thread,
    async say(text, pane = channel) {
      const composer = pane.locator('textarea');
      await composer.fill(text);
      await composer.press('Enter');
    },
    answers: (count) =>
      thread
        .locator('.message:has(.badge):not(.ephemeral)')
        .nth(count - 1)
        .waitFor(),
    goTo,
    people: createPeople(url),
    close: () => context.close(),
  };
}
