import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { useVisit } from '../state/visit.ts';
import type { InteractionMetadata, Message } from '../types.ts';
import { AuthorName } from './author-name.tsx';
import { MESSAGE_TYPES } from './kinds.ts';

/** What a message is an answer to: a message, or a command. */
export function OriginLine({ message }: { message: Message }) {
  const { interaction_metadata: interaction, referenced_message: referenced, type } = message;
  if (type === MESSAGE_TYPES.reply) {
    if (referenced) return <Replied message={referenced} />;
    return <p class="origin">The message that this replies to was deleted.</p>;
  }
  const command = interaction && commandOf(interaction);
  if (!interaction || command === undefined) return null;
  return (
    <p class="origin">
      <Avatar user={interaction.user} />
      <AuthorName user={interaction.user} channelId={message.channel_id} /> used <span class="mention">{command}</span>
    </p>
  );
}

/** The beginning of the message that is replied to. Pressing it goes there. */
function Replied({ message }: { message: Message }) {
  const visit = useVisit();
  const place = usePlace(message);
  return (
    <div class="origin reply">
      <Avatar user={message.author} />
      <AuthorName user={message.author} channelId={message.channel_id} />
      <button type="button" class="excerpt" title="Jump to the message" onClick={() => visit.jumpTo(message)}>
        {message.content === '' ? (
          <>
            <Icon name="file" /> <em>Attachment</em>
          </>
        ) : (
          <Markdown text={message.content} place={place} kind="inline" />
        )}
      </button>
    </div>
  );
}

/** `/ask`, or the name of an entry of a menu; undefined for buttons and menus of messages. */
function commandOf(interaction: InteractionMetadata): string | undefined {
  const {
    name,
    target_user: user,
    target_message_id: messageId,
    triggering_interaction_metadata: before,
  } = interaction;
  if (name === undefined) return before && commandOf(before);
  return user === undefined && messageId === undefined ? `/${name}` : name;
}
