/**
 * Takes the pictures of the documents: `npm run screenshots [-- data-folder [scene …]]`. Starts the real bot with the
 * demo model in the local Discord, and acts on its page. Without a folder (or with `-`) it begins with an empty one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { browserIsMissing, startBrowser } from '../../test/support/chromium.ts';
import { type Scene, scenes } from './scenes.ts';
import { smallPng } from './small-png.ts';
import { openView } from './view.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 30_000;

const [folder = '-', ...wanted] = process.argv.slice(2);
if (browserIsMissing !== undefined) process.exit(1);
const temporary = folder === '-' ? mkdtempSync(join(tmpdir(), 'bobbin-screenshots-')) : undefined;
const bot = startBot(temporary ?? folder);
try {
  const url = await bot.url;
  const browser = await startBrowser();
  try {
    for (const scene of scenes) if (wanted.length === 0 || wanted.includes(scene.file)) await take(browser, url, scene);
  } finally {
    await browser.close();
  }
} finally {
  bot.process.kill();
  if (bot.process.exitCode === null) await once(bot.process, 'exit');
  if (temporary) rmSync(temporary, { recursive: true });
}

async function take(browser: Browser, url: string, scene: Scene): Promise<void> {
  const { file, needs, person, act } = scene;
  if (needs !== undefined && !(await hasCommand(url, person, needs))) {
    console.log(`${file}: left out, there is no /${needs} for ${person}`);
    return;
  }
  const { close, ...view } = await openView(browser, url, scene);
  try {
    await act(view);
    // What is under the mouse and where the focus is looks different.
    await view.page.mouse.move(0, 0);
    await view.page.evaluate('document.activeElement.blur()');
    const png = smallPng(await view.page.screenshot());
    writeFileSync(join(root, 'docs', `${file}.png`), png);
    console.log(`${file}: docs/${file}.png, ${Math.round(png.length / 1024)} KB`);
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

function startBot(dataDir: string): { process: ChildProcess; url: Promise<string> } {
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 10 * 60_000,
  });
  const url = new Promise<string>((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`The bot did not start:\n${output}`)), READY_WITHIN_MS);
    child.once('exit', () => reject(new Error(`The bot did not start:\n${output}`)));
    child.stdout.on('data', (text) => {
      output += String(text);
      const [, address] = /open (http:\/\/localhost:\d+)/.exec(output) ?? [];
      if (address === undefined || !output.includes('Ready')) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
  return { process: child, url };
}
