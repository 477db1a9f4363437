import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { createUses } from './bobbin-uses.ts';
import { openPage } from './browser.ts';
import { startBrowser } from './chromium.ts';
import { type PageProgram, startPageProgram } from './page-program.ts';
import { type PaneView, viewPane } from './pane-view.ts';

export interface BobbinVisit {
  page: Page;
  channel: PaneView;
  thread: PaneView;
  /** Opens a channel, a thread or a forum from the list. */
  open(name: string): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** What may be in the console of the page. */
  ignore?: RegExp;
}

const START_MS = 90_000;

/** What `npm start` runs and one browser for all tests of a file, each of which opens its own pages. */
export function openBobbin() {
  const uses = createUses();
  const started: { program?: PageProgram; browser?: Browser } = {};

  beforeAll(async () => {
    started.program = await startPageProgram();
    started.browser = await startBrowser();
  }, START_MS);
  afterAll(async () => {
    await started.browser?.close();
    await started.program?.close();
  });

  function here(): { program: PageProgram; browser: Browser } {
    const { program, browser } = started;
    return program && browser ? { program, browser } : expect.fail('Bobbin has not started.');
  }

  return {
    uses,
    get program(): PageProgram {
      return here().program;
    },

    /** The page as somebody sees it. Nothing may go wrong in its console but what is ignored. */
    async visit(name = 'Ada', { ignore, ...options }: VisitOptions = {}): Promise<BobbinVisit> {
      const { program, browser } = here();
      const { page, problems } = await openPage(browser, options);
      onTestFinished(() => expect(problems.filter((problem) => !ignore?.test(problem))).toEqual([]));
      page.setDefaultTimeout(20_000);
      uses.follow(page);
      await page.goto(`${program.url}/?as=${name}`);
      const channel = viewPane(page, 'channel');
      await channel.box.waitFor();
      const thread = viewPane(page, 'thread');
      return {
        page,
        channel,
        thread,
        async open(place) {
          await page.getByRole('navigation').getByRole('button', { name: place }).first().click();
          channel.beginAnew();
          thread.beginAnew();
        },
      };
    },
  };
}
