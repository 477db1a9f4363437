import type { Page } from 'playwright-core';

/** What comes late: what the page is told, or what it asks for. Where both go together, most mistakes stay unseen. */
export type Slowness = 'events' | 'answers';

const EVENT_MS = 350;
const REQUEST_MS = 150;
const ANSWER_MS = 250;

const SLOW: Record<Slowness, string> = {
  events: `
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (type, listener, options) {
      const late = (event) => setTimeout(() => this.readyState !== EventSource.CLOSED && listener(event), ${EVENT_MS});
      return listen.call(this, type, type === 'message' ? late : listener, options);
    };`,
  answers: `
    const request = fetch;
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    fetch = async (...what) => {
      await wait(${REQUEST_MS});
      const answer = await request(...what);
      await wait(${ANSWER_MS});
      return answer;
    };`,
};

/** Makes a page that is not open yet slow. `SLOW_PAGE=events` in the environment makes every page so, to find what relies on an order. */
export async function slowDown(page: Page, what: Slowness | undefined = fromEnvironment()): Promise<void> {
  if (what) await page.addInitScript(SLOW[what]);
}

function fromEnvironment(): Slowness | undefined {
  const { SLOW_PAGE: wanted } = process.env;
  if (!wanted) return undefined;
  if (wanted === 'events' || wanted === 'answers') return wanted;
  throw new Error(`SLOW_PAGE is events or answers, not ${wanted}.`);
}
