import { useMemo, useRef } from 'preact/hooks';
import { openPersonCard } from '../../members/person-card.tsx';
import type { Point } from '../../menus/popup.tsx';
import { useVisit } from '../../state/visit.ts';
import type { Row } from './log-rows.ts';
import type { LogView } from './log-view.ts';
import { openMessageMenu } from '../message-menu.tsx';

const LONG_PRESS_MS = 500;
const FINGER_PX = 10;

/** What the pointer does in a log: hovering, right clicks, long presses. */
export function useLogPresses({ rows, log }: { rows: readonly Row[]; log: LogView }) {
  const visit = useVisit();
  const current = useRef(rows);
  current.current = rows;

  return useMemo(() => {
    let timer = 0;
    /** Until when a click belongs to a long press. */
    let pressedUntil = 0;

    /** Opens the menu of what is at a place; whether there is one. */
    function openMenu(target: EventTarget | null, at: Point): boolean {
      if (!(target instanceof Element)) return false;
      const anchor = target.closest<HTMLElement>('[data-row]');
      const row = current.current.find(({ key }) => key === anchor?.dataset['row']);
      if (!anchor || row?.kind !== 'message') return false;
      const { message } = row;
      const userId = target.closest<HTMLElement>('[data-user]')?.dataset['user'];
      if (userId !== undefined) openPersonCard(visit, { userId, channelId: message.channel_id, anchor, at });
      else void openMessageMenu(visit, { message, anchor, at });
      return true;
    }

    return {
      onPointerOver({ target, pointerType }: PointerEvent): void {
        if (pointerType !== 'touch') log.hovered.value = keyAt(target);
      },
      onPointerLeave: () => void (log.hovered.value = undefined),

      onContextMenu(event: MouseEvent): void {
        const { target, clientX, clientY } = event;
        clearTimeout(timer);
        if (performance.now() < pressedUntil) return event.preventDefault();
        // Links, pictures, texts to write in and marked text have menus of the browser.
        if (target instanceof Element && target.closest('a, img, video, textarea')) return;
        if (getSelection()?.toString()) return;
        if (openMenu(target, { x: clientX, y: clientY })) event.preventDefault();
      },

      onPointerDown({ pointerType, target, clientX, clientY }: PointerEvent): void {
        clearTimeout(timer);
        if (pointerType !== 'touch') return;
        timer = setTimeout(() => {
          if (openMenu(target, { x: clientX, y: clientY })) pressedUntil = performance.now() + 2 * LONG_PRESS_MS;
        }, LONG_PRESS_MS);
        const stop = new AbortController();
        const { signal } = stop;
        const end = () => {
          clearTimeout(timer);
          stop.abort();
        };
        for (const type of ['pointerup', 'pointercancel']) addEventListener(type, end, { signal });
        addEventListener(
          'pointermove',
          (event) => Math.hypot(event.clientX - clientX, event.clientY - clientY) > FINGER_PX && end(),
          { signal },
        );
      },

      onClickCapture(event: MouseEvent): void {
        if (performance.now() >= pressedUntil) return;
        event.preventDefault();
        event.stopPropagation();
      },
    };
  }, []);
}

function keyAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
}
