import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isNewer } from '../../ids.ts';
import type { Jump } from '../../state/jumps.ts';
import { useVisit } from '../../state/visit.ts';
import type { MessageList } from '../../types.ts';
import type { Row } from './log-rows.ts';
import type { LogView } from './log-view.ts';
import type { RowFocus } from './use-row-focus.ts';
import type { LogScroll } from './use-log-scroll.ts';

const HIGHLIGHT_MS = 2_500;

interface Options {
  channelId: string;
  list: MessageList;
  rows: readonly Row[];
  scroll: LogScroll;
  log: LogView;
  focus: RowFocus;
}

/** Goes to the message that somebody wants to see, also when it has to be read first. */
export function useJump({ channelId, list, rows, scroll, log, focus }: Options) {
  const visit = useVisit();
  const asked = useRef<{ jump: Jump; isShown: boolean }>(undefined);
  const [answers, setAnswers] = useState(0);
  const wanted = visit.jumps.wanted.value;

  useLayoutEffect(() => {
    if (wanted?.channelId !== channelId || list.status === 'loading') return;
    const { messageId } = wanted;
    let index = rows.findIndex(({ key }) => key === messageId);
    const isAsked = asked.current?.jump === wanted;
    if (index === -1 && list.status !== 'failed' && !(isAsked && asked.current?.isShown)) {
      if (!isAsked) ask(wanted);
      return;
    }
    visit.jumps.done(wanted);
    if (index === -1) {
      visit.toasts.say('That message is not there any more.');
      index = rows.findIndex((row) => row.kind === 'message' && isNewer(row.key, messageId));
    }
    show(index);
  }, [wanted, list, rows, answers]);

  function ask(jump: Jump): void {
    asked.current = { jump, isShown: false };
    scroll.isAtEnd.value = false;
    void visit.lists.loadAround(channelId, jump.messageId).then((isShown) => {
      // After a (re)connection all is read anew: then it has to be asked for again.
      if (asked.current?.jump === jump) asked.current = isShown ? { jump, isShown } : undefined;
      setAnswers((count) => count + 1);
    });
  }

  function show(index: number): void {
    const key = rows[index]?.key;
    if (key === undefined) return;
    scroll.isAtEnd.value = false;
    scroll.virtualizer.current?.scrollToIndex(index, { align: 'center' });
    // Who has pressed something in the log goes there, too; who is writing goes on writing.
    const { activeElement } = document;
    if (activeElement === document.body || scroll.scroller.current?.contains(activeElement)) focus.focus(key);
    log.highlighted.value = key;
    setTimeout(() => {
      if (log.highlighted.peek() === key) log.highlighted.value = undefined;
    }, HIGHLIGHT_MS);
  }

  return {
    /** Back to the newest messages, wherever one has jumped to. */
    toPresent(): void {
      void visit.lists.loadNewest(channelId).then(scroll.goToEnd);
    },
  };
}
