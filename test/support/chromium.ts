import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** The first has the same pages and nothing around them: the tests take half of the time with it. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executable = [process.env['CHROMIUM_PATH'], ...NAMES].find((name) => name && runs(name));

/** Why there is no browser to test with, in one line for a person; `undefined` when there is one. */
export const browserIsMissing = executable === undefined ? sayMissing() : undefined;

function runs(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function sayMissing(): string {
  const hint =
    'BROWSER TESTS SKIPPED: no chromium on the PATH and no CHROMIUM_PATH. Get it with "apt install chromium-headless-shell" or "brew install --cask chromium".';
  if (process.env['REQUIRE_EVERY_TEST']) throw new Error(hint);
  process.stderr.write(`\n${hint}\n\n`);
  return hint;
}

/** Close it yourself: starting it takes a second, so that the tests of a file share one. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: absolute(executable ?? ''), args: ARGUMENTS });
}

function absolute(name: string): string {
  return name.includes('/') ? name : execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
}
