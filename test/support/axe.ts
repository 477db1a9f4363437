import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds wrong in a part of the page, a line for each. */
export async function accessibilityProblems(page: Page, selector = 'body'): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (root) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(root);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
    );
  }, selector);
  return found.map(({ id, html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`);
}
