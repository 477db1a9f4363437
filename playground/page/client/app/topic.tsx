import { Dialog } from '../dialogs/dialog.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { titleOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** Shows the whole topic of a channel. */
export function openTopic(visit: Visit, channel: Channel): void {
  visit.layers.show((close) => (
    <Dialog title={`#${titleOf(channel)}`} onClose={close}>
      <div class="dialog-body">
        <Topic channel={channel} />
      </div>
    </Dialog>
  ));
}

function Topic({ channel }: { channel: Channel }) {
  const place = usePlace({ channel_id: channel.id, mentions: [] });
  return (
    <div class="content">
      <Markdown text={channel.topic ?? ''} place={place} />
    </div>
  );
}
