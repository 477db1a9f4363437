import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import { shortTime } from '../time.ts';
import type { Channel, Message } from '../types.ts';
import { Popover } from './popover.tsx';
import { attempt } from './attempt.ts';

interface Props {
  channel: Channel;
  anchor: HTMLElement;
  onClose: () => void;
}

/** What is pinned in a channel. */
export function Pins({ channel, anchor, onClose }: Props) {
  const visit = useVisit();
  const title = useRef<HTMLHeadingElement>(null);
  const [pins, setPins] = useState<readonly Message[]>();
  const [problem, setProblem] = useState('');

  useEffect(() => {
    title.current?.focus();
    const read = () => visit.api.pins(channel.id).then(setPins, (error: Error) => setProblem(error.message));
    void read();
    return visit.listen(({ type, data }) => {
      if (type === 'CHANNEL_PINS_UPDATE' && data.channel_id === channel.id) void read();
    });
  }, [channel.id]);

  return (
    <Popover label="Pinned messages" name="pins-list" anchor={anchor} onClose={onClose}>
      <h2 ref={title} tabIndex={-1}>
        Pinned messages
      </h2>
      {problem && <p role="alert">{problem}</p>}
      {pins?.length === 0 && <p class="quiet">Nothing is pinned here yet.</p>}
      <ul>
        {pins?.map((pin) => (
          <li key={pin.id}>
            <Pin message={pin} onClose={onClose} mayUnpin={mayIn(visit.channels, channel, 'pinMessages')} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function Pin({ message, onClose, mayUnpin }: { message: Message; onClose: () => void; mayUnpin: boolean }) {
  const visit = useVisit();
  const place = usePlace(message);
  const { author, content, attachments, timestamp } = message;
  return (
    <article class="pin-entry">
      <Avatar user={author} />
      <div>
        <p class="pin-head">
          <strong>{visit.nameIn(message.channel_id, author)}</strong> <small>{shortTime(timestamp)}</small>
        </p>
        <div class="content">
          {content ? (
            <Markdown text={content} place={place} />
          ) : (
            attachments.map(({ id, filename }) => <p key={id}>{filename}</p>)
          )}
        </div>
        <p class="pin-buttons">
          <button
            type="button"
            onClick={() => {
              onClose();
              visit.jumpTo(message);
            }}
          >
            Jump
          </button>
          {mayUnpin && (
            <button type="button" onClick={() => attempt(visit, visit.api.pin(message, false))}>
              Unpin
            </button>
          )}
        </p>
      </div>
    </article>
  );
}
