import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type Slowness, slowDown } from './slow-page.ts';

export interface OpenPage {
  page: Page;
  /** Errors in its console, exceptions, and what its Content-Security-Policy refused. */
  problems: string[];
}

export interface PageOptions extends BrowserContextOptions {
  slow?: Slowness | undefined;
}

/** A page with storage of its own that goes when the test ends. */
export async function openPage(browser: Browser, { slow, ...options }: PageOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce', // drawing what moves would take most of a small machine
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await slowDown(page, slow);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  return { page, problems };
}
