import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';

/** The server with its channels and threads, direct messages, and who one is. */
export function Sidebar() {
  const visit = useVisit();
  return (
    <nav class="sidebar" id="sidebar" aria-label={visit.state.value.guild.name}>
      <div class="places">
        <ul>
          {visit.channels.places.value.map((channel) => (
            <li key={channel.id} class="channel">
              <button type="button" onClick={() => visit.open(channel)}>
                {titleOf(channel)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
