import { Icon } from '../icons.tsx';
import { DIRECTS } from '../state/route.ts';
import { useVisit } from '../state/visit.ts';
import { MenuButton } from './pane-header.tsx';

/** What stands in place of a conversation when there is none. */
export function NoPane() {
  const visit = useVisit();
  const isDirects = visit.route.value.channelId === DIRECTS;
  return (
    <main class="pane channel" id="conversation" aria-label="No conversation">
      <header>
        <h1 class="hidden-label phone-title">{visit.state.value.guild.name}</h1>
        <MenuButton />
        <h2 tabIndex={-1}>{isDirects ? 'Direct messages' : visit.state.value.guild.name}</h2>
      </header>
      <div class="nothing">
        <Icon name={isDirects ? 'message' : 'lock'} />
        <p>
          {isDirects
            ? 'No direct messages yet. Choose somebody in the list to write to them.'
            : 'There is no channel here that you may see. A moderator can change that.'}
        </p>
      </div>
    </main>
  );
}
