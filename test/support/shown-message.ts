import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** For slow machines. */
export const PATIENCE = { timeout: 20_000 };

export type ShownMessage = ReturnType<typeof viewMessage>;

/** One message, with what can be pressed and chosen in it. */
export function viewMessage(page: Page, root: Locator, beforeUse: () => Promise<void>) {
  /** By keyboard: while the log moves to what is new, a pointer may go down on a button and up elsewhere. */
  async function use(control: Locator): Promise<void> {
    await beforeUse();
    await expect.poll(() => control.isEnabled(), PATIENCE).toBe(true);
    await control.press('Enter');
  }

  return {
    root,
    /** Waits until this is in it. */
    async says(text: string | RegExp): Promise<void> {
      await expect.poll(async () => inOneLine(await root.innerText()), PATIENCE).toMatch(text);
    },

    async press(label: string): Promise<void> {
      await use(root.getByRole('button', { name: label, exact: true }));
    },

    /** Sends it away; only one person sees it. */
    async dismiss(): Promise<void> {
      await root.getByRole('button', { name: 'Dismiss message' }).press('Enter');
      await root.waitFor({ state: 'detached' });
    },

    /** Chooses from one of its menus. */
    async choose(menu: string, ...options: readonly string[]): Promise<void> {
      await use(root.getByRole('combobox', { name: menu, exact: true }));
      const list = page.getByRole('listbox', { name: menu, exact: true });
      const isSingle = (await list.getAttribute('aria-multiselectable')) === null;
      for (const option of options) {
        await list
          .getByRole('option')
          .filter({ has: page.getByText(option, { exact: true }) })
          .click();
      }
      if (!isSingle) await page.keyboard.press('Escape');
    },
  };
}

/** Saves the file of a message, and reads it. */
export async function saveFile({ root }: ShownMessage): Promise<string> {
  const [saved] = await Promise.all([
    root.page().waitForEvent('download'),
    root.getByRole('link', { name: /^Download/ }).click(),
  ]);
  return readFile(await saved.path(), 'utf8');
}

/** Without the lines that depend on the width. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
