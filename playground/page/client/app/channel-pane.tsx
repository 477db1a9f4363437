import { Composer } from '../composer/composer.tsx';
import { MessageLog } from '../messages/message-log.tsx';
import { nameOf, titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { Divider } from './divider.tsx';
import { PaneHeader } from './pane-header.tsx';
import { useShell } from './shell.ts';
import { ThreadNote } from './thread-note.tsx';

export type PaneKind = 'channel' | 'thread';

/** A conversation: a channel, a direct message, or a thread beside its channel. */
export function ChannelPane({ channel, kind }: { channel: Channel; kind: PaneKind }) {
  const { isNarrow } = useShell();
  const Main = kind === 'channel' || isNarrow.value ? 'main' : 'aside';
  return (
    <Main class={`pane ${kind}`} id={kind === 'channel' ? 'conversation' : undefined} aria-label={titleOf(channel)}>
      {kind === 'thread' && !isNarrow.value && <Divider />}
      <PaneHeader channel={channel} kind={kind} />
      <MessageLog channel={channel} kind={kind} />
      {channel.thread_metadata && <ThreadNote thread={channel} />}
      <Composer channel={channel} kind={kind} />
      <Status channel={channel} />
    </Main>
  );
}

/** Who is typing, or that the bot is away. */
function Status({ channel }: { channel: Channel }) {
  const visit = useVisit();
  const { bot } = visit.state.value;
  const typing = visit.typingIn(channel.id);
  const isAway = visit.isConnected.value && !bot.online;
  const text =
    typing.length > 0
      ? `${typing.join(', ')} ${typing.length > 1 ? 'are' : 'is'} typing …`
      : isAway
        ? `${nameOf(bot)} is not online yet: it will not see what you post now.`
        : '';
  return (
    <p class="status" role="status">
      {text}
    </p>
  );
}
