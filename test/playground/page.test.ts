import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPage } from '../support/browser.ts';
import { browserIsMissing, startBrowser } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = { timeout: 20_000 };
/** What the browser itself says while there is no server. */
const NO_SERVER = /net::ERR_/;

describe.skipIf(browserIsMissing !== undefined)('the page of the playground', { timeout: 90_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  /** A newcomer: the real thing as its own process, and a page that it serves. Nothing may go wrong in the page. */
  async function visit(options: BrowserContextOptions & { ignore?: RegExp } = {}) {
    const { ignore, ...context } = options;
    const dataDir = join(temporaryFolder(), 'data');
    const playground = await startPlayground(dataDir, '0');
    const { page, problems } = await openPage(browser, context);
    await page.goto(playground.url);
    await page.getByText('Welcome to #general').waitFor();
    onTestFinished(() => expect(problems.filter((problem) => !ignore?.test(problem))).toEqual([]));
    return { ...views(page), page, playground, dataDir };
  }

  describe.each(['SIGTERM', 'SIGKILL'] as const)('over a restart by %s', (signal) => {
    test('the first minute: a question, its thread, a follow-up; then it goes on where it was', async () => {
      // So high that all of the thread is in the document.
      const viewport = { width: 1280, height: 2_000 };
      const { page, channel, thread, playground, dataDir } = await visit({ ignore: NO_SERVER, viewport });
      await channel.composer.pressSequentially('@Bobbin what can you do?');
      await channel.composer.press('Enter');
      await thread.answers(1);
      expect(await thread.title()).toBe('what can you do?');
      await expect.poll(() => thread.text()).toContain('offline demo');
      await thread.say('And what is my name?');
      await thread.answers(2);

      playground.process.kill(signal);
      expect(await playground.exitCode()).toBe(signal === 'SIGTERM' ? 0 : null);
      await page.getByText('Reconnecting …').waitFor();
      await startPlayground(dataDir, new URL(playground.url).port);
      await page.getByText('Reconnecting …').waitFor({ state: 'hidden' });
      await thread.say('What did I ask first?');
      await thread.answers(3);

      await expect.poll(() => thread.lastAnswer(), PATIENCE).toContain('what can you do?');
      const contents = await thread.contents();
      for (const asked of ['what can you do?', 'And what is my name?', 'What did I ask first?'])
        expect(contents.filter((content) => content.endsWith(asked))).toHaveLength(1);
    });
  });

  test('when the server does not answer at first, the page begins as soon as it does', async () => {
    const { page } = await visit({ ignore: NO_SERVER });
    await page.route('**/playground/people', (route) => route.abort(), { times: 1 });

    await page.reload();

    await page.getByText('Reconnecting …').waitFor();
    await page.getByText('Welcome to #general').waitFor();
  });

  test('HTML and markdown of people: the one stays text, the other is shown', async () => {
    const { page, channel } = await visit();
    const html = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

    await channel.say(`${html} **bold** [here](https://example.org/a) [no](javascript:alert(1))`);
    await channel.say('```js\nconst a = "<b>";\n```\n- one\n  - two\n> quoted');

    await channel.root.locator('blockquote').waitFor();
    expect(await channel.text()).toContain(html);
    expect(await channel.root.locator('.content img, .content script').count()).toBe(0);
    expect(await channel.root.locator('strong', { hasText: 'bold' }).count()).toBe(1);
    const links = channel.root.locator('.content a');
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      'https://example.org/a',
    ]);
    expect(await channel.root.locator('pre').innerText()).toBe('const a = "<b>";');
    expect(await channel.root.locator('.content li li').innerText()).toBe('two');
    expect(await page.title()).toBe('#general · Playground');
  });
});

/** The two conversations of the page, as a person uses them. */
function views(page: Page) {
  return { channel: view(page, '.pane.channel'), thread: view(page, '.pane.thread') };
}

function view(page: Page, selector: string) {
  const pane = page.locator(selector);
  const composer = pane.locator('textarea');
  const contents = pane.locator('.message .content');
  const answers = pane.locator('.message:has(.badge):not(.ephemeral) .content');
  return {
    root: pane,
    composer,
    title: () => pane.locator('h2').innerText(),
    text: () => pane.locator('.log').innerText(),
    contents: () => contents.allInnerTexts(),
    lastAnswer: () => answers.last().innerText(),
    /** Waits until the bot has answered so many times. */
    async answers(count: number) {
      await expect.poll(() => answers.count(), PATIENCE).toBe(count);
    },
    async say(text: string) {
      // A bot that is not there yet does not see it.
      await expect.poll(() => pane.locator('.status').innerText(), PATIENCE).not.toContain('not online');
      await composer.fill(text);
      await composer.press('Enter');
    },
  };
}

/** `npm start` without any token or key. */
async function startPlayground(dataDir: string, port: string) {
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: port, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await expect.poll(() => output, PATIENCE).toContain('Ready');
  const [, url = ''] = /open (http:\/\/localhost:\d+)/.exec(output) ?? [];
  return { process: child, url, exitCode: () => exitCode(child) };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
