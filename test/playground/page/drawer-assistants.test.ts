import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { openPage } from '../../support/browser.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { startPlaygroundProcess } from '../../support/process-page.ts';
import { temporaryFolder } from '../../support/temporary.ts';

describe.skipIf(browserIsMissing !== undefined)('the Assistants thread of a conversation', { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('shows its messages, the life of its runs, their steps, and what the model was asked', async () => {
    const playground = await startPlaygroundProcess({ DATA_DIR: join(temporaryFolder(), 'data') });
    const threadId = await playground.post('What is my name?');
    await playground.answer(threadId, /Ada/);
    const { channels } = await playground.state();
    const general = channels.find(({ name }) => name === 'general')?.id;
    const { page, problems } = await openPage(browser);
    onTestFinished(() => expect(problems).toEqual([]));
    await page.goto(`${playground.url}/#/${general}`);
    const drawer = page.getByRole('region', { name: 'Developer tools' });
    await page.getByRole('button', { name: 'Developer tools' }).first().click();
    await drawer.getByRole('tab', { name: 'Assistants' }).click();
    await drawer.getByText('No Assistants thread belongs to #general yet.').waitFor();

    await page.goto(`${playground.url}/#/${general}/${threadId}`);
    await drawer.getByRole('heading', { name: /Assistants thread thread_/ }).waitFor();
    const messages = drawer.getByRole('region', { name: 'Messages of the Assistants thread' });
    await messages.getByText('Ada: What is my name?').waitFor();
    const runs = drawer.getByRole('region', { name: 'Runs, newest first' });
    await runs.getByText(/326 prompt|\d+ prompt \+ \d+ completion = \d+/).waitFor();
    const life = runs.getByRole('list', { name: 'What happened in this run' });
    await life.getByRole('button', { name: /POST \/runs/ }).waitFor();
    await life.getByRole('button', { name: /Step: message/ }).click();
    await life.getByText(/step_\w+/).waitFor();
    await life.getByRole('button', { name: /Model: / }).click();
    await life.getByText('Instructions', { exact: true }).waitFor();
    await life.getByText('Ada: What is my name?').waitFor();
    await expectNoViolations(page, { include: '.drawer' });

    const thread = page.locator('.pane.thread');
    await thread.locator('textarea').fill('Show me a long answer');
    await thread.locator('textarea').press('Enter');
    await drawer.getByText('A run is under way.').waitFor(); // for seven seconds
    await drawer.getByText('2 runs').waitFor({ timeout: 30_000 });
    await expect.poll(() => runs.getByRole('article').count()).toBe(2);
    await messages.getByText('Ada: Show me a long answer').waitFor();
  });
});
