import { EmojiView } from '../components/emoji-view.tsx';
import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import type { Emoji, Message, Reaction } from '../types.ts';
import { openEmojiPicker } from './emoji-picker.tsx';
import { react } from './message-actions.ts';
import { mayReact } from './may.ts';
import { useReactors } from './use-reactors.ts';

/** Who thinks what of a message. Pressing one joins in, or goes back on it. */
export function Reactions({ message }: { message: Message }) {
  const visit = useVisit();
  const { reactions = [] } = message;
  if (reactions.length === 0) return null;
  return (
    <div class="reactions">
      {reactions.map((reaction) => (
        <Chip key={keyOf(reaction.emoji)} message={message} reaction={reaction} />
      ))}
      {mayReact(visit, message) && (
        <button
          type="button"
          class="add"
          aria-label="Add reaction"
          data-tooltip
          onClick={({ currentTarget }) => openEmojiPicker(visit, { message, anchor: currentTarget })}
        >
          <Icon name="react" />
        </button>
      )}
    </div>
  );
}

function Chip({ message, reaction: { emoji, count, me } }: { message: Message; reaction: Reaction }) {
  const visit = useVisit();
  const reactors = useReactors(message, emoji, count);
  return (
    <button
      type="button"
      aria-pressed={me}
      aria-label={`${emoji.name}, ${count}`}
      data-tooltip={reactors.text}
      onPointerEnter={reactors.ask}
      onFocus={reactors.ask}
      onClick={() => react(visit, message, emoji, !me)}
    >
      <EmojiView emoji={emoji} /> <span class="reaction-count">{count}</span>
    </button>
  );
}

function keyOf({ id, name }: Emoji): string {
  return id ?? name ?? '';
}
