import { setRole } from '../api.ts';
import { attempt } from '../app/attempt.ts';
import { Avatar } from '../avatar.tsx';
import { modelItems } from '../drawer/bot/model-dialog.tsx';
import { Menu, type MenuItem } from '../menus/menu.tsx';
import type { Point } from '../menus/popup.tsx';
import { accountName, nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import { dayOf } from '../time.ts';
import type { Command, Role, User } from '../types.ts';
import { copy } from '../app/copy.ts';
import { Presence } from './presence.tsx';
import { readableColour } from './role-colour.ts';

const USER_COMMAND = 2;

interface Options {
  userId: string;
  /** Where commands of the user's menu are used. */
  channelId: string;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** Who somebody is, their roles, and the commands of their menu. Moderators give and take roles there. */
export function openPersonCard(visit: Visit, options: Options): void {
  void show(visit, options);
}

async function show(visit: Visit, { userId, channelId, anchor, at }: Options): Promise<void> {
  const user = visit.user(userId);
  if (!user) return;
  const commands = await visit.commandsIn(channelId).catch(() => []); // the rest works without them
  const { you } = visit.state.value;
  const person = visit.person(userId);
  const isMember = person !== undefined || userId === visit.state.value.bot.id;
  visit.layers.show((close) => (
    <Menu
      label={nameOf(user)}
      anchor={anchor}
      at={at}
      header={<Profile visit={visit} user={user} />}
      onClose={close}
      groups={[
        {
          items: [
            ...(userId === you.id
              ? []
              : [{ label: 'Message', icon: 'message' as const, run: () => message(visit, userId) }]),
            ...(person && !person.bot && userId !== you.id
              ? [{ label: `Be ${accountName(user)}`, icon: 'switch' as const, run: () => visit.become(userId) }]
              : []),
            ...modelItems(visit, userId),
          ],
        },
        { title: 'Apps', items: commandItems(visit, commands, { userId, channelId }) },
        { title: 'Roles', items: you.moderator && isMember ? roleItems(visit, userId) : [] },
        { items: [{ label: 'Copy ID', icon: 'id', run: () => copy(visit, userId, 'ID') }] },
      ]}
    />
  ));
}

function Profile({ visit, user }: { visit: Visit; user: User }) {
  const { guild, roles } = visit.state.value;
  const person = visit.person(user.id);
  const own = rolesOf(visit, user.id);
  const shown = roles.filter(({ id }) => id !== guild.id && own.includes(id));
  return (
    <div class="profile">
      <span class="with-presence">
        <Avatar user={user} />
        <Presence userId={user.id} />
      </span>
      <div>
        <strong>{nameOf(user)}</strong>
        {user.bot && <span class="badge">Bot</span>}
        <small>{otherNames(user)}</small>
      </div>
      {shown.length > 0 && (
        <ul aria-label="Roles">
          {shown.map((role) => (
            <li key={role.id} class="role">
              <span
                class="role-dot"
                style={{ background: role.color === 0 ? undefined : readableColour(role.color) }}
              />
              {role.name}
            </li>
          ))}
        </ul>
      )}
      {person?.joinedAt && <small class="since">Member since {dayOf(person.joinedAt)}</small>}
    </div>
  );
}

/** What somebody with a nickname is called elsewhere comes before the name that nobody shares. */
function otherNames(user: User): string {
  return [...new Set([...(user.nick ? [accountName(user)] : []), user.username])].join(', ');
}

function message(visit: Visit, userId: string): void {
  attempt(visit, visit.openDirect(userId));
}

function commandItems(
  { api, interactions, writing }: Visit,
  commands: readonly Command[],
  { userId, channelId }: Pick<Options, 'userId' | 'channelId'>,
): MenuItem[] {
  return commands
    .filter(({ type }) => type === USER_COMMAND)
    .map(({ id: command, name }) => ({
      label: name,
      run: () =>
        interactions
          .send({ channelId, name, isMenu: true }, (nonce) => api.menu(channelId, { command, userId }, nonce))
          .catch((error: Error) => writing.say(channelId, error.message)),
    }));
}

function roleItems(visit: Visit, userId: string): MenuItem[] {
  const { guild, roles } = visit.state.value;
  const has = ({ id }: Role) => rolesOf(visit, userId).includes(id);
  return roles
    .filter(({ id, tags }) => id !== guild.id && tags?.bot_id === undefined)
    .map((role) => ({
      label: role.name,
      isChecked: has(role),
      run: () => attempt(visit, setRole({ personId: userId, roleId: role.id, isGiven: !has(role) })),
    }));
}

function rolesOf(visit: Visit, userId: string): readonly string[] {
  const { bot } = visit.state.value;
  return visit.person(userId)?.roles ?? (userId === bot.id ? bot.roles : []);
}
