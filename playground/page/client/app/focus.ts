import type { PaneKind } from './channel-pane.tsx';
import { isTouch } from './room.ts';

/** The parts of the page that F6 goes through, in their order. */
const REGIONS = ['.rail', '.places', '.pane:is(.channel, .forum)', '.pane.thread', '.members', '.drawer'];
/** What is focused in them, the first that there is. */
const INSIDE = ['.composer textarea:not(:disabled)', '[aria-current]', 'button:not([tabindex="-1"])', 'h2[tabindex]'];

/** Moves the focus to where one writes in a conversation, or, where a keyboard would cover it, to its title. */
export function focusPane(kind: PaneKind): void {
  const pane = document.querySelector(kind === 'thread' ? '.pane.thread' : '.pane:is(.channel, .forum)');
  const text = isTouch() ? null : pane?.querySelector<HTMLElement>('.composer textarea:not(:disabled)');
  (text ?? pane?.querySelector<HTMLElement>('h2'))?.focus();
}

/** Moves the focus into a part of the page. Answers whether there is such a part now. */
export function focusRegion(selector: string): boolean {
  const region = document.querySelector<HTMLElement>(selector);
  if (!region?.checkVisibility()) return false;
  const target = INSIDE.map((inside) => [...region.querySelectorAll<HTMLElement>(inside)].find(isShown)).find(Boolean);
  target?.focus();
  return target !== undefined;
}

/** Moves the focus to the next part of the page, or to the one before. */
export function focusNextRegion(step: 1 | -1): void {
  const { length } = REGIONS;
  const now = REGIONS.findIndex((selector) => document.activeElement?.closest(selector));
  for (let count = 1; count <= length; count += 1) {
    const index = (Math.max(now, step === 1 ? -1 : 0) + step * count + length * 2) % length;
    if (focusRegion(REGIONS[index] ?? '')) return;
  }
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility();
}
