import type { Page } from 'playwright-core';

/** A file as a person pastes or drops it. */
export interface GivenFile {
  name: string;
  type: string;
  text: string;
  /** How large it is, when not as its text. */
  bytes?: number;
}

/** Pastes something into the element of a selector, as from the clipboard of the computer. */
export async function paste(
  page: Page,
  selector: string,
  { files = [], text = '' }: { files?: readonly GivenFile[]; text?: string },
): Promise<void> {
  const options = 'clipboardData: data, bubbles: true, cancelable: true';
  await dispatch(page, selector, { files, text }, [`new ClipboardEvent('paste', { ${options} })`]);
}

/** Drags files over the element of a selector, and drops them there if wanted. */
export async function drag(
  page: Page,
  selector: string,
  { files, isDropped, shiftKey = false }: { files: readonly GivenFile[]; isDropped: boolean; shiftKey?: boolean },
): Promise<void> {
  const options = `dataTransfer: data, bubbles: true, cancelable: true, shiftKey: ${shiftKey}`;
  const types = ['dragenter', 'dragover', ...(isDropped ? ['drop'] : [])];
  const events = types.map((type) => `new DragEvent('${type}', { ${options} })`);
  await dispatch(page, selector, { files, text: '' }, events);
}

async function dispatch(page: Page, selector: string, given: object, events: readonly string[]): Promise<void> {
  await page.evaluate(`(() => {
    const { files, text } = ${JSON.stringify(given)};
    const data = new DataTransfer();
    for (const { name, type, text, bytes } of files)
      data.items.add(new File([bytes ? new Uint8Array(bytes) : text], name, { type }));
    if (text) data.setData('text/plain', text);
    for (const event of [${events.join(', ')}]) document.querySelector(${JSON.stringify(selector)}).dispatchEvent(event);
  })()`);
}
