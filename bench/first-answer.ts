import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../test/support/chromium.ts';
import { table } from './table.ts';

/**
 * From the README's command in a fresh clone to the first answer in a browser: `npm run bench:first-answer`.
 * With `--cold` npm has to download everything, as on a machine that has never seen any of it.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE_MS = 300_000;
const isCold = process.argv.includes('--cold');

const folder = mkdtempSync(join(tmpdir(), 'bobbin-first-'));
const checkout = join(folder, 'bobbin');
try {
  execFileSync('git', ['clone', '--quiet', root, checkout]);
  const browser = await startBrowser();
  const begin = performance.now();
  const seconds = (since = begin) => ((performance.now() - since) / 1000).toFixed(1);
  const env = {
    ...process.env, // npm's own settings may be in it
    DISCORD_TOKEN: undefined,
    PORT: '0',
    ...(isCold && { npm_config_cache: join(folder, 'npm-cache') }),
  };
  const shell = spawn('npm ci && npm start', { shell: true, cwd: checkout, env, detached: true });
  try {
    let output = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    const seen = async (pattern: RegExp) => {
      const from = performance.now();
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found;
        if (shell.exitCode !== null || performance.now() - from > PATIENCE_MS) throw new Error(output);
        await delay(20);
      }
    };

    await seen(/> bobbin@\S+ start/);
    const installed = seconds();
    const [, url = ''] = await seen(/Ready: open (http:\S+)/);
    const ready = seconds();
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'what can you do?' }).click({ timeout: PATIENCE_MS });
    const asked = performance.now();
    await page.locator('.pane.thread .message .badge').first().waitFor({ timeout: PATIENCE_MS });
    const rows = [
      [`npm ci${isCold ? ', everything downloaded' : ', from npm’s cache'}`, installed],
      ['ready', ready],
      ['first answer in the browser', seconds()],
      ['of that since the question was sent', seconds(asked)],
    ];
    table(['since the command was typed', 's'], rows);
  } finally {
    await browser.close();
    if (shell.pid !== undefined && shell.exitCode === null) {
      process.kill(-shell.pid, 'SIGTERM');
      await once(shell, 'exit');
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
