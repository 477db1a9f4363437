import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const script = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** So long it may take until the page is drawn as it will stay: rows come to their place, and themes change. */
const SETTLING = { timeout: 5_000, interval: 250 };

/**
 * Expects that axe finds nothing in the page as it is now, or in the part of it that a selector names. What it finds
 * is told with the elements it is about.
 */
export async function expectNoViolations(page: Page, { include }: { include?: string } = {}): Promise<void> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(await readFile(script, 'utf8'));
  await expect.poll(() => violationsOf(page, include), SETTLING).toEqual([]);
}

async function violationsOf(page: Page, include: string | undefined): Promise<object[]> {
  const options = JSON.stringify({ runOnly: TAGS });
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(include) ?? 'document'}, ${options})`,
  );
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, target, failureSummary }) => ({
      rule: `${id}: ${help}`,
      target: String(target),
      html,
      failureSummary,
    })),
  );
  // Menus and tooltips lie above the page and in none of its parts: axe knows that of dialogs only.
  const isInMenu = async ({ rule, target }: { rule: string; target: string }) =>
    rule.startsWith('region:') &&
    page.evaluate<boolean>(
      `document.querySelector(${JSON.stringify(target)})?.closest('.popup, .tooltip, .toasts') != null`,
    );
  const inMenus = await Promise.all(found.map(isInMenu));
  return found.filter((_, index) => !inMenus[index]);
}
