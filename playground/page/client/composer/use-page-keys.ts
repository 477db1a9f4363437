import { useEffect } from 'preact/hooks';
import type { PaneKind } from '../app/channel-pane.tsx';
import type { ComposerModel } from './use-composer.ts';

const FIELDS = 'input, textarea, select, [contenteditable], dialog, .popup, [role=menu], [role=tree], [role=tablist]';

/** What is typed or pasted while no field has the focus goes to the composer that one used last, as on Discord. */
export function usePageKeys({ visit, channel, text, goTo, now }: ComposerModel, kind: PaneKind): void {
  useEffect(() => {
    function isMeant(target: EventTarget | null): boolean {
      if (!(target instanceof Element) || target.closest(FIELDS)) return false;
      if (document.querySelector('dialog[open], .popup:popover-open')) return false;
      const pane = target.closest('.pane');
      if (pane) return pane.contains(text.current);
      const { thread } = visit.current.peek();
      const isThread = thread !== undefined && visit.writing.lastIn.peek() === thread.id;
      return (kind === 'thread') === isThread && text.current?.offsetParent !== null;
    }

    function onKeyDown({ key, ctrlKey, altKey, metaKey, defaultPrevented, isComposing, target }: KeyboardEvent): void {
      if (defaultPrevented || isComposing || ctrlKey || altKey || metaKey || key.length !== 1) return;
      // It presses buttons and moves what scrolls.
      if (key === ' ' && target !== document.body) return;
      if (isMeant(target)) goTo(undefined); // the browser types the key where the focus is then
    }

    function onPaste(event: ClipboardEvent): void {
      if (event.defaultPrevented || !isMeant(event.target)) return;
      goTo(undefined);
      const { current } = text;
      if (!current) return;
      event.preventDefault();
      const { clipboardData } = event;
      const again = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      const pasted = clipboardData?.getData('text/plain') ?? '';
      if (current.dispatchEvent(again) && pasted !== '') document.execCommand('insertText', false, pasted);
    }

    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, [visit, channel.id, kind, now]);
}
