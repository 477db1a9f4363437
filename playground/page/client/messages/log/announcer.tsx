import { useSignal } from '@preact/signals';
import { createPortal } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import { usePlace } from '../../markdown/use-place.ts';
import { useVisit } from '../../state/visit.ts';
import type { Message } from '../../types.ts';
import { isThinking } from '../kinds.ts';
import { spokenText } from '../spoken-text.ts';

/** What a bot writes may grow: it is said when it has not grown for so long. */
const GROWN_MS = 1_500;
/** Those who read the page from above do not find it there once more. */
const GONE_MS = 1_000;
/** What was changed longer ago was only pinned now, or the like. */
const JUST_NOW_MS = 10_000;

/** Says once, to those who listen to the page, what comes into a conversation. */
export function Announcer({ channelId }: { channelId: string }) {
  const visit = useVisit();
  const names = usePlace({ channel_id: channelId, mentions: [] });
  const text = useSignal('');

  useEffect(() => {
    const said = new Map<string, string>();
    const timers = new Map<string, number>();
    let gone = 0;

    function say(message: Message): void {
      const spoken = spokenText(message, names);
      const before = said.get(message.id);
      said.set(message.id, spoken);
      text.value = before !== undefined && spoken.startsWith(before) ? spoken.slice(before.length) : spoken;
      clearTimeout(gone);
      gone = setTimeout(() => (text.value = ''), GONE_MS);
    }

    const stop = visit.listen((event) => {
      if (event.type !== 'MESSAGE_CREATE' && event.type !== 'MESSAGE_UPDATE') return;
      const { data: message } = event;
      const { id, author, edited_timestamp: edited } = message;
      if (message.channel_id !== channelId || author.id === visit.state.value.you.id) return;
      clearTimeout(timers.get(id));
      const isNew = event.type === 'MESSAGE_CREATE';
      if (isNew && (!author.bot || isThinking(message))) say(message);
      else if (isNew || (author.bot && Date.now() - Date.parse(edited ?? '0') < JUST_NOW_MS))
        timers.set(
          id,
          setTimeout(() => say(message), GROWN_MS),
        );
    });
    return () => {
      stop();
      clearTimeout(gone);
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, []);

  return createPortal(
    <p class="announcer" aria-live="polite">
      {text}
    </p>,
    document.body,
  );
}
