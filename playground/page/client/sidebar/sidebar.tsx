import { useVisit } from '../state/visit.ts';
import { DIRECTS } from '../state/route.ts';
import { ChannelList } from './channel-list.tsx';
import { DirectList } from './direct-list.tsx';
import { Rail } from './rail.tsx';
import { ServerButton } from './server-button.tsx';
import { UserPanel } from './user-panel.tsx';

/** The server with its channels and threads, direct messages, and who one is. */
export function Sidebar() {
  const visit = useVisit();
  const isDirects = visit.current.value.channel?.recipients !== undefined || visit.route.value.channelId === DIRECTS;
  return (
    <div class="sidebar" id="sidebar">
      <Rail isDirects={isDirects} />
      <nav class="list" aria-label={isDirects ? 'Direct messages' : 'Channels'}>
        <header class="server">{isDirects ? <h1>Direct messages</h1> : <ServerButton />}</header>
        <div class="places" id="places">
          {isDirects ? <DirectList /> : <ChannelList />}
        </div>
      </nav>
      <UserPanel />
    </div>
  );
}
