import { FaultChip } from '../drawer/faults/fault-chip.tsx';
import { ModelChip } from '../drawer/model-chip.tsx';
import { Icon } from '../icons.tsx';
import { titleOf } from '../names.ts';
import { PRIVATE_THREAD } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import type { PaneKind } from './channel-pane.tsx';
import { useShell } from './shell.ts';

/** What a conversation is, and what one can do with the page there. */
export function PaneHeader({ channel, kind }: { channel: Channel; kind: PaneKind }) {
  const visit = useVisit();
  const shell = useShell();
  const sign = channel.recipients ? '@' : kind === 'channel' ? '#' : '';
  return (
    <header>
      {kind === 'channel' && (
        <button type="button" class="icon menu" aria-label="Channels" onClick={() => (shell.isMenuOpen.value = true)}>
          ☰
        </button>
      )}
      {kind === 'thread' && (
        <button type="button" class="icon back" aria-label="Back to the channel" onClick={visit.closeThread}>
          ←
        </button>
      )}
      <span class="mark" aria-hidden="true">
        {channel.type === PRIVATE_THREAD ? <Icon name="lock" /> : sign}
      </span>
      <h2 tabIndex={-1}>{titleOf(channel)}</h2>
      <p class="topic">{channel.topic}</p>
      <FaultChip />
      <ModelChip />
      <button
        type="button"
        class="icon tools"
        aria-label="Developer tools"
        title="Developer tools"
        aria-expanded={shell.hasDrawer.value}
        onClick={() => (shell.hasDrawer.value = !shell.hasDrawer.peek())}
      >
        <Icon name="bug" />
      </button>
      {kind === 'thread' && (
        <button type="button" class="icon close" aria-label="Close the thread" onClick={visit.closeThread}>
          ✕
        </button>
      )}
    </header>
  );
}
