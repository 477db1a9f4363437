import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nameOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { spokenText } from './spoken-text.ts';

/** Says once, to those who listen to the page, what comes into a conversation. */
export function Announcer({ channelId }: { channelId: string }) {
  const visit = useVisit();
  const text = useSignal('');
  useEffect(
    () =>
      visit.listen((event) => {
        if (event.type !== 'MESSAGE_CREATE' || event.data.channel_id !== channelId) return;
        const { author } = event.data;
        if (author.id !== visit.state.value.you.id) text.value = `${nameOf(author)}: ${spokenText(event.data)}`;
      }),
    [],
  );
  return (
    <p class="announcer" aria-live="polite">
      {text}
    </p>
  );
}
