/**
 * Takes the pictures of the documents: `npm run screenshots [-- data-folder [scene …]]`. Starts the real bot with the
 * demo model in the local Discord, and acts on its page. Without a folder (or with `-`) it begins with an empty one.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { browserIsMissing, startBrowser } from '../../test/support/chromium.ts';
import { playAnswers } from './answer-stage.ts';
import { answerScenes } from './answers.ts';
import { startBot } from './bot.ts';
import { pageScenes } from './page-scenes.ts';
import { type Scene, scenes } from './scenes.ts';
import { smallPng } from './small-png.ts';
import { openView } from './view.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const [folder = '-', ...wanted] = process.argv.slice(2);
if (browserIsMissing !== undefined) process.exit(1);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((one) => one === name || one === dirname(name));
const temporary = mkdtempSync(join(tmpdir(), 'bobbin-screenshots-'));
const browser = await startBrowser();
try {
  const chosen = scenes.filter(({ file }) => isWanted(file));
  if (chosen.length > 0) await playScenes(chosen, folder === '-' ? join(temporary, 'playground') : folder);
  const ofPage = pageScenes.filter(({ file }) => isWanted(file));
  if (ofPage.length > 0) await playScenes(ofPage, join(temporary, 'page'));
  const answers = answerScenes.filter(({ name }) => isWanted(name));
  if (answers.length > 0) {
    await playAnswers(browser, answers, join(temporary, 'answers'), (name, png) => save(`rendering/${name}`, png));
  }
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true });
}

async function playScenes(chosen: readonly Scene[], dataDir: string): Promise<void> {
  const bot = await startBot({ PORT: '0', DATA_DIR: dataDir });
  try {
    const [, url = ''] = /open (http:\/\/localhost:\d+)/.exec(bot.output) ?? [];
    for (const scene of chosen) await take(browser, url, scene);
  } finally {
    await bot.stop();
  }
}

function save(file: string, screenshot: Buffer): void {
  const png = smallPng(screenshot);
  const path = join(root, 'docs', `${file}.png`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, png);
  console.log(`${file}: docs/${file}.png, ${Math.round(png.length / 1024)} KB`);
}

async function take(browser: Browser, url: string, scene: Scene): Promise<void> {
  const { file, needs, person, keepsFocus = false, act } = scene;
  if (needs !== undefined && !(await hasCommand(url, person, needs))) {
    console.log(`${file}: left out, there is no /${needs} for ${person}`);
    return;
  }
  const { close, ...view } = await openView(browser, url, scene);
  try {
    await act(view);
    // What is under the mouse and where the focus is looks different.
    await view.page.mouse.move(0, 0);
    if (!keepsFocus) await view.page.evaluate('document.activeElement.blur()');
    if (!pageScenes.includes(scene)) return save(file, await view.page.screenshot({ animations: 'disabled' }));
    for (const colorScheme of ['light', 'dark'] as const) {
      await view.page.emulateMedia({ colorScheme });
      save(`${file}-${colorScheme}`, await view.page.screenshot({ animations: 'disabled' }));
    }
  } finally {
    await close();
  }
}

async function hasCommand(url: string, person: string, name: string): Promise<boolean> {
  const get = async (path: string) => (await fetch(`${url}/playground/people/${person}${path}`)).json();
  const { channels } = (await get('/state')) as { channels: { id: string; type: number }[] };
  const id = channels.find(({ type }) => type === 0)?.id;
  const commands = (await get(`/channels/${id}/commands`)) as { name: string }[];
  return commands.some((command) => command.name === name);
}
