import { Icon } from '../icons.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { shortTime } from '../time.ts';
import type { Message, MessageSnapshot } from '../types.ts';
import { AttachmentList } from './attachments/attachment-list.tsx';
import { EmbedView } from './embeds/embed-view.tsx';
import { Stickers } from './stickers.tsx';

interface Props {
  message: Message;
  snapshot: MessageSnapshot;
}

/** What a forward passes on, and where it comes from. */
export function Forwarded({ message, snapshot }: Props) {
  const about = { id: message.id, channel_id: message.channel_id, mentions: snapshot.mentions };
  const place = usePlace(about);
  return (
    <div class="forwarded">
      <p class="forwarded-mark">
        <Icon name="forward" /> Forwarded
      </p>
      {snapshot.content !== '' && (
        <div class="content">
          <Markdown text={snapshot.content} place={place} isEdited={snapshot.edited_timestamp !== null} />
        </div>
      )}
      <AttachmentList message={message} attachments={snapshot.attachments} />
      {snapshot.embeds.map((embed, index) => (
        <EmbedView key={index} message={about} embed={embed} />
      ))}
      <Stickers stickers={snapshot.sticker_items} />
      <Source message={message} snapshot={snapshot} />
    </div>
  );
}

/** Only those who see the channel see what it is called. */
function Source({ message: { message_reference: reference }, snapshot }: Props) {
  const visit = useVisit();
  const channel = visit.channels.get(reference?.channel_id);
  const id = reference?.message_id;
  const time = shortTime(snapshot.timestamp);
  if (!channel || id === undefined) return <p class="forwarded-source">{time}</p>;
  return (
    <p class="forwarded-source">
      <button type="button" class="link" onClick={() => visit.jumpTo({ channel_id: channel.id, id })}>
        {channel.recipients || channel.thread_metadata ? titleOf(channel) : `#${titleOf(channel)}`}
      </button>{' '}
      · {time}
    </p>
  );
}
