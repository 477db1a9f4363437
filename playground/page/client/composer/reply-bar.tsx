import { IconButton } from '../icon-button.tsx';
import type { ComposerModel } from './use-composer.ts';

/** Whom one replies to, and whether they are mentioned. */
export function ReplyBar({ model: { visit, channel, draft, change, goTo } }: { model: ComposerModel }) {
  const { replyTo, ping = true } = draft;
  if (!replyTo) return null;
  const isOwn = replyTo.author.id === visit.state.value.you.id;

  function cancel() {
    change({ replyTo: undefined, ping: undefined });
    goTo(undefined);
  }

  return (
    <div class="reply-bar">
      <p>
        Replying to <strong>{isOwn ? 'yourself' : visit.nameIn(channel.id, replyTo.author)}</strong>
      </p>
      {!isOwn && (
        <button
          type="button"
          class="ping"
          aria-pressed={ping}
          aria-label="Mention"
          data-tooltip={ping ? 'They are notified. Press to reply silently.' : 'They are not notified.'}
          onClick={() => change({ ping: !ping })}
        >
          @ {ping ? 'ON' : 'OFF'}
        </button>
      )}
      <IconButton icon="close" label="Cancel the reply" onClick={cancel} />
    </div>
  );
}
