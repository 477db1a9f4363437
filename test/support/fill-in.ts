import type { Page } from 'playwright-core';

/** Fills in the form that the bot has opened, and sends it. */
export async function fillIn(page: Page, title: string, values: Readonly<Record<string, string>>): Promise<void> {
  const form = page.getByRole('dialog', { name: title });
  for (const [label, value] of Object.entries(values)) {
    await form.getByRole('textbox', { name: label, exact: true }).fill(value);
  }
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'detached' });
}
