import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { GivenFile } from './dropped-files.ts';
import { inOneLine, PATIENCE, type ShownMessage, viewMessage } from './shown-message.ts';

export type PaneView = ReturnType<typeof viewPane>;

/** What an option of a command is given: a text, or the choice that is meant by a text, or a file. */
export type OptionValue = string | GivenFile;

/** A conversation of the page, as somebody uses it who writes with the keyboard. */
export function viewPane(page: Page, kind: 'channel' | 'thread') {
  const root = page.locator(`.pane.${kind}`);
  const box = root.locator(`#${kind}-text`);
  const articles = root.locator('.message[role=article]');
  const offered = root.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  let newest = 0n;
  // Else the browser is told of it when a file is asked for, and a key may be faster than that.
  page.on('filechooser', () => undefined);

  async function shown(): Promise<{ id: string; text: string }[]> {
    const rows = await articles.evaluateAll((all) =>
      all.map((one) => [one.getAttribute('data-row') ?? '', (one as { innerText: string }).innerText]),
    );
    return rows.map(([id = '', text = '']) => ({ id, text: inOneLine(text) }));
  }

  const newOnes = async () => (await shown()).filter(({ id }) => BigInt(id) > newest);

  /** Whatever is heard after this is new. */
  async function note(): Promise<void> {
    newest = (await shown()).reduce((last, { id }) => (BigInt(id) > last ? BigInt(id) : last), 0n);
  }

  async function begin(text: string): Promise<void> {
    await note();
    await box.focus();
    await page.keyboard.insertText(text);
  }

  async function fillOption(name: string, value: OptionValue): Promise<void> {
    const field = root.locator('.command-field', { has: page.getByText(name, { exact: true }) });
    const input = field.locator('input, textarea, button.file-choice');
    if ((await input.count()) === 0) await page.keyboard.insertText(`${name}:`);
    await input.focus();
    if (typeof value !== 'string') {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles({ name: value.name, mimeType: value.type, buffer: Buffer.from(value.text) });
      await field.getByRole('button', { name: `Remove ${value.name}` }).waitFor();
    } else {
      await page.keyboard.insertText(value);
      if ((await input.getAttribute('role')) === 'combobox') {
        await offered.getByText(value, { exact: true }).first().waitFor();
        const labels = await offered.locator('strong').allInnerTexts();
        for (let index = labels.indexOf(value); index > 0; index -= 1) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await field.and(root.locator('.chosen')).waitFor();
      }
    }
    if (await input.evaluate((one) => one.matches(':focus'))) await page.keyboard.press('ArrowRight');
  }

  return {
    root,
    box,
    title: () => root.getByRole('heading', { level: 2 }).innerText(),
    texts: async () => (await shown()).map(({ text }) => text),

    /** Another place is shown: all that is there counts as new. */
    beginAnew: () => void (newest = 0n),

    async say(text: string): Promise<void> {
      await begin(text);
      await page.keyboard.press('Enter');
    },

    /** Uses a command: chooses it from the list, fills in its options, and sends it. */
    async command(name: string, options: Readonly<Record<string, OptionValue>> = {}): Promise<void> {
      await begin(name);
      await offered.getByText(name, { exact: true }).waitFor();
      await page.keyboard.press('Tab');
      await root.locator('.command-chip').waitFor();
      for (const [option, value] of Object.entries(options)) await fillOption(option, value);
      await page.keyboard.press('Enter');
      await root.locator('.command-chip').waitFor({ state: 'detached' });
    },

    /** Waits for a new message with this text. */
    async hear(text: string | RegExp): Promise<ShownMessage> {
      let id: string | undefined;
      const look = async () => {
        const all = await newOnes();
        id = all.find((one) => (typeof text === 'string' ? one.text.includes(text) : text.test(one.text)))?.id;
        return id === undefined ? all.map((one) => one.text) : 'heard';
      };
      await expect.poll(look, { ...PATIENCE, message: `to hear ${text}` }).toBe('heard');
      return viewMessage(page, root.locator(`.message[data-row="${id}"]`), note);
    },
  };
}
