import { ModalDialog } from '../dialogs/modal-dialog.tsx';
import { Drawer } from '../drawer/drawer.tsx';
import { ForumPane } from '../forum/forum-pane.tsx';
import { MemberList } from '../members/member-list.tsx';
import { Toasts } from '../menus/toast.tsx';
import { Tooltips } from '../menus/tooltip.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { FORUM } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import { ChannelPane } from './channel-pane.tsx';
import { Layers } from './layers.tsx';
import { Lost } from './lost.tsx';
import { NoPane } from './no-pane.tsx';
import { type Shell, ShellContext } from './shell.ts';
import { SkipLinks } from './skip-links.tsx';
import { useArrival } from './use-arrival.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTitle } from './use-title.ts';

/** The whole page. */
export function App({ shell }: { shell: Shell }) {
  const visit = useVisit();
  const { isMenuOpen, hasMembers, hasDrawer, threadWidth } = shell;
  const { channel, thread } = visit.current.value;
  const isForum = channel?.type === FORUM;
  const isDirect = channel?.recipients !== undefined;
  const showsMembers = hasMembers.value && channel !== undefined && !isDirect;
  const classes = ['app', thread && 'with-thread', isMenuOpen.value && 'with-menu', showsMembers && 'with-members'];
  useTitle(visit);
  useArrival(visit, shell);
  useShortcuts(visit, shell);

  return (
    <ShellContext.Provider value={shell}>
      <SkipLinks />
      <Lost isLost={!visit.isConnected.value} />
      <div class={classes.filter(Boolean).join(' ')} style={{ '--thread-width': `${threadWidth.value}px` }}>
        <Sidebar />
        <div class="shade" onClick={() => (isMenuOpen.value = false)} />
        {!channel && <NoPane />}
        {channel && !isForum && <ChannelPane key={`channel ${channel.id}`} channel={channel} kind="channel" />}
        {channel && isForum && <ForumPane key={channel.id} forum={channel} />}
        {thread && <ChannelPane key={`thread ${thread.id}`} channel={thread} kind="thread" />}
        {showsMembers && !thread && <MemberList />}
      </div>
      {hasDrawer.value && <Drawer />}
      <ModalDialog />
      <Layers />
      <Toasts />
      <Tooltips />
    </ShellContext.Provider>
  );
}
