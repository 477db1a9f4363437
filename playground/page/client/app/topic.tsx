import { Dialog } from '../dialogs/dialog.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { plainText } from '../markdown/plain-text.ts';
import { usePlace } from '../markdown/use-place.ts';
import { titleOf } from '../names.ts';
import { useVisit, type Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** What a channel is about, in one line; pressed, all of it. */
export function TopicLine({ channel, topic }: { channel: Channel; topic: string }) {
  const visit = useVisit();
  const place = usePlace({ channel_id: channel.id, mentions: [] });
  return (
    <button type="button" class="topic" data-tooltip="Show all of it" onClick={() => openTopic(visit, channel)}>
      {plainText(topic, place)}
    </button>
  );
}

function openTopic(visit: Visit, channel: Channel): void {
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
