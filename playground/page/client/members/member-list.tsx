import { useRef } from 'preact/hooks';
import { useShell } from '../app/shell.ts';
import { Avatar } from '../avatar.tsx';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import { nameOf } from '../names.ts';
import { useArrowKeys } from '../sidebar/use-arrow-keys.ts';
import { useMenuKeys } from '../sidebar/use-menu-keys.ts';
import { useVisit } from '../state/visit.ts';
import { groupMembers, type Member } from './groups.ts';
import { openPersonCard } from './person-card.tsx';
import { Presence } from './presence.tsx';
import { colourOfRoles } from './role-colour.ts';

/** Who is on the server, and whether the bot is there. */
export function MemberList() {
  const visit = useVisit();
  const { hasMembers } = useShell();
  const root = useRef<HTMLElement>(null);
  const onKeyDown = useArrowKeys(root);
  return (
    <aside ref={root} class="members" aria-label="Members" onKeyDown={onKeyDown}>
      <header>
        <h2>Members</h2>
        <IconButton icon="close" class="small" label="Close the members" onClick={() => (hasMembers.value = false)} />
      </header>
      {groupMembers(visit.state.value).map(({ title, members }) => (
        <section key={title} aria-label={title}>
          <h3>
            {title} — {members.length}
          </h3>
          <ul>
            {members.map((member) => (
              <li key={member.id}>
                <MemberRow member={member} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

function MemberRow({ member }: { member: Member }) {
  const visit = useVisit();
  const { bot, guild, roles } = visit.state.value;
  const isAway = member.id === bot.id && !bot.online;
  const channelId = visit.current.value.channel?.id ?? '';
  const open = (anchor: HTMLElement) => openPersonCard(visit, { userId: member.id, channelId, anchor });
  const menu = useMenuKeys((anchor, at) => openPersonCard(visit, { userId: member.id, channelId, anchor, at }));
  return (
    <button
      type="button"
      class={`member${isAway ? ' away' : ''}`}
      onClick={({ currentTarget }) => open(currentTarget)}
      {...menu}
    >
      <span class="with-presence">
        <Avatar user={member} />
        <Presence userId={member.id} />
      </span>
      <span class="name" style={{ color: colourOfRoles(member.roles, roles) }}>
        {nameOf(member)}
      </span>
      {member.id === guild.ownerId && <Icon name="crown" />}
      {member.bot && <span class="badge">Bot</span>}
      {isAway && <span class="hidden-label">offline</span>}
    </button>
  );
}
