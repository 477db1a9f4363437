import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const script = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Expects that axe finds nothing in the page as it is now, or in the part of it that a selector names. What it finds
 * is told with the elements it is about.
 */
export async function expectNoViolations(page: Page, { include }: { include?: string } = {}): Promise<void> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(await readFile(script, 'utf8'));
  // What has just changed, the theme for one, is drawn first.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  // A row of the log is hidden until its height is known.
  const logs = page.getByRole('log').filter({ visible: true });
  await expect.poll(() => logs.locator('li[style*="visibility: hidden"]').count()).toBe(0);
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
  expect(found.filter((_, index) => !inMenus[index])).toEqual([]);
}
