import { type Signal, effect, signal } from '@preact/signals';

/** Something about the page that this browser keeps: what is folded, how wide a part is. */
export function remembered<Value>(key: string, first: Value): Signal<Value> {
  const stored = localStorage.getItem(key);
  const kept = signal<Value>(stored === null ? first : JSON.parse(stored));
  let isFirst = true;
  effect(() => {
    const { value } = kept;
    if (!isFirst) localStorage.setItem(key, JSON.stringify(value));
    isFirst = false;
  });
  return kept;
}
