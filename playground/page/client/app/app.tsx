import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ModalDialog } from '../dialogs/modal-dialog.tsx';
import { Drawer } from '../drawer/drawer.tsx';
import { ForumPane } from '../forum/forum-pane.tsx';
import { MemberList } from '../members/member-list.tsx';
import { Toasts } from '../menus/toast.tsx';
import { Tooltips } from '../menus/tooltip.tsx';
import { titleOf } from '../names.ts';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { FORUM } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import { ChannelPane } from './channel-pane.tsx';
import { Layers } from './layers.tsx';
import { Lost } from './lost.tsx';
import { ShellContext } from './shell.ts';

/** The whole page. */
export function App() {
  const visit = useVisit();
  const isMenuOpen = useSignal(false);
  const hasMembers = useSignal(false);
  const hasDrawer = useSignal(false);
  const { channel, thread } = visit.current.value;
  const isForum = channel?.type === FORUM;
  const classes = ['app', thread && 'with-thread', isMenuOpen.value && 'with-menu', hasMembers.value && 'with-members'];

  useEffect(() => {
    const name = thread ? titleOf(thread) : channel ? `${channel.recipients ? '@' : '#'}${titleOf(channel)}` : '';
    document.title = `${name} · ${visit.state.value.guild.name}`;
  });

  return (
    <ShellContext.Provider value={{ isMenuOpen, hasMembers, hasDrawer }}>
      <a class="skip" href="#channel-text" onClick={skipToText}>
        To the message box
      </a>
      {!visit.isConnected.value && <Lost />}
      <div class={classes.filter(Boolean).join(' ')}>
        <Sidebar />
        <div class="shade" onClick={() => (isMenuOpen.value = false)} />
        {channel && !isForum && <ChannelPane key={`channel ${channel.id}`} channel={channel} kind="channel" />}
        {channel && isForum && <ForumPane key={channel.id} forum={channel} />}
        {thread && <ChannelPane key={`thread ${thread.id}`} channel={thread} kind="thread" />}
        {hasMembers.value && !thread && <MemberList />}
      </div>
      {hasDrawer.value && <Drawer />}
      <ModalDialog />
      <Layers />
      <Toasts />
      <Tooltips />
    </ShellContext.Provider>
  );
}

function skipToText(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('.pane textarea')?.focus();
}
