import { signal } from '@preact/signals';

/** Long enough to be read twice. */
const SHOWN_FOR_MS = 4_000;
const MOST = 3;

export interface Toast {
  id: number;
  text: string;
}

/** Short notices of what was done, such as “Copied”, which go by themselves. */
export function createToasts() {
  const shown = signal<readonly Toast[]>([]);
  let count = 0;

  const drop = (id: number) => void (shown.value = shown.peek().filter((toast) => toast.id !== id));

  return {
    shown: shown as { readonly value: readonly Toast[] },
    drop,
    /** Says something; what was said before and is not gone yet is not said twice. */
    say(text: string): void {
      const id = ++count;
      shown.value = [...shown.peek().filter((toast) => toast.text !== text), { id, text }].slice(-MOST);
      setTimeout(() => drop(id), SHOWN_FOR_MS);
    },
  };
}
