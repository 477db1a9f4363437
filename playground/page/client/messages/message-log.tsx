import type { PaneKind } from '../app/channel-pane.tsx';
import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { MessageView } from './message-view.tsx';

/** The messages of a channel. */
export function MessageLog({ channel }: { channel: Channel; kind: PaneKind }) {
  const visit = useVisit();
  const list = visit.lists.open(channel.id).value;
  return (
    <div class="log-frame">
      <div class="log" role="log" tabIndex={0} aria-label={`Messages in ${titleOf(channel)}`}>
        <ol>
          {list.messages.map((message) => (
            <li key={message.id} class="message">
              <MessageView message={message} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
