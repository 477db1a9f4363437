import type { PaneKind } from '../app/channel-pane.tsx';
import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** Where one writes. What could not be sent comes back, with the reason beneath it. */
export function Composer({ channel, kind }: { channel: Channel; kind: PaneKind }) {
  const visit = useVisit();
  const draft = visit.writing.draftOf(channel.id).value;
  const label = `Message ${kind === 'thread' ? `“${titleOf(channel)}”` : titleOf(channel)}`;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const { text } = draft;
    visit.writing.change(channel.id, { text: '' });
    visit.api
      .post(channel.id, text)
      .catch((error: Error) => visit.writing.change(channel.id, { text, problem: error.message }));
  }

  return (
    <div class="composer">
      <textarea
        id={`${kind}-text`}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={draft.text}
        onInput={({ currentTarget }) => visit.writing.change(channel.id, { text: currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <p class="problem" role="alert">
        {draft.problem}
      </p>
    </div>
  );
}
