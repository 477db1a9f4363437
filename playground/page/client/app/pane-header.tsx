import { FaultChip } from '../drawer/faults/fault-chip.tsx';
import { ModelChip } from '../drawer/model-chip.tsx';
import { TagChips } from '../forum/tags.tsx';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import { nameOf, titleOf } from '../names.ts';
import { iconOf } from '../sidebar/channel-list.tsx';
import { PRIVATE_THREAD } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import type { PaneKind } from './channel-pane.tsx';
import { ChannelButtons, ThreadButtons } from './header-buttons.tsx';
import { useShell } from './shell.ts';
import { TopicLine } from './topic.tsx';

/** What a conversation is, and what one can do with the page there. */
export function PaneHeader({ channel, kind }: { channel: Channel; kind: PaneKind }) {
  const visit = useVisit();
  const { topic } = channel;
  return (
    <header>
      <h1 class="hidden-label phone-title">{visit.state.value.guild.name}</h1>
      {kind === 'channel' ? (
        <MenuButton />
      ) : (
        <IconButton icon="back" class="back" label="Back to the channel" onClick={visit.closeThread} />
      )}
      <span class="mark" aria-hidden="true">
        <Mark channel={channel} />
      </span>
      <h2 tabIndex={-1}>{titleOf(channel)}</h2>
      {kind === 'thread' && <Starter thread={channel} />}
      {topic ? <TopicLine channel={channel} topic={topic} /> : <span class="space" />}
      <FaultChip />
      <ModelChip />
      {kind === 'channel' ? <ChannelButtons channel={channel} /> : <ThreadButtons thread={channel} />}
    </header>
  );
}

/** Opens the lists where they lie behind a button. */
export function MenuButton() {
  const { isMenuOpen } = useShell();
  return (
    <button
      type="button"
      class="icon menu"
      aria-label="Channels"
      aria-expanded={isMenuOpen.value}
      onClick={() => {
        isMenuOpen.value = true;
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.sidebar [aria-current=page]')?.focus());
      }}
    >
      <Icon name="list" />
    </button>
  );
}

function Mark({ channel }: { channel: Channel }) {
  if (channel.type === PRIVATE_THREAD) return <Icon name="lock" />;
  if (channel.thread_metadata) return <Icon name="thread" />;
  return channel.recipients ? '@' : <Icon name={iconOf(channel)} />;
}

/** The tags of a post, and who has started a thread. */
function Starter({ thread }: { thread: Channel }) {
  const visit = useVisit();
  const forum = visit.channels.get(thread.parent_id ?? undefined);
  const owner = visit.user(thread.owner_id ?? '');
  const tags = (forum?.available_tags ?? []).filter(({ id }) => thread.applied_tags?.includes(id));
  return (
    <>
      <TagChips tags={tags} />
      {owner && <span class="starter">by {nameOf(owner)}</span>}
    </>
  );
}
