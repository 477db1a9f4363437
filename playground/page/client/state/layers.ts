import { signal } from '@preact/signals';
import type { VNode } from 'preact';

/** Something that is shown above the page: a menu, a card, a dialog. */
export interface Layer {
  id: number;
  content: VNode;
}

/** What is open above the page, the topmost last. */
export function createLayers() {
  const open = signal<readonly Layer[]>([]);
  let count = 0;

  return {
    open: open as { readonly value: readonly Layer[] },
    /** Shows what is made of the function that closes it. */
    show(create: (close: () => void) => VNode): void {
      const id = ++count;
      const close = () => void (open.value = open.peek().filter((layer) => layer.id !== id));
      open.value = [...open.peek(), { id, content: create(close) }];
    },
  };
}
