import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';
import { type Navigation, NAVIGATION_NAMES } from './nodes.ts';
import type { MarkdownPlace } from './place.ts';
import { Pressable } from './pressable.tsx';

interface Props {
  id: string;
  place: MarkdownPlace;
}

const FORUM = 15;
const THREADS: readonly number[] = [10, 11, 12];

/** What is marked as a mention and cannot be pressed: everybody, or what is not there. */
export function Mention({ children }: { children: ComponentChildren }) {
  return <span class="mention">{children}</span>;
}

export function UserMention({ id, place }: Props) {
  const name = place.user(id);
  if (name === undefined) return <Mention>@unknown-user</Mention>;
  return (
    <Pressable class="mention" onPress={(pressed) => place.openUser(id, pressed)}>
      @{name}
    </Pressable>
  );
}

/** In the role's colour, when it has one. */
export function RoleMention({ id, place }: Props) {
  const role = place.role(id);
  if (!role) return <Mention>@unknown-role</Mention>;
  const name = `@${role.name.replace(/^@/, '')}`;
  if (role.color === 0) return <Mention>{name}</Mention>;
  return (
    <span class="mention is-coloured" style={{ '--role': `#${role.color.toString(16).padStart(6, '0')}` }}>
      {name}
    </span>
  );
}

export function ChannelMention({ id, place }: Props) {
  const channel = place.channel(id);
  if (!channel) return <Mention>#unknown</Mention>;
  return (
    <Pressable class="mention" label={`#${channel.name}`} onPress={() => place.openChannel(id)}>
      <MentionIcon name={iconOf(channel.type)} />
      {channel.name}
    </Pressable>
  );
}

interface MessageProps extends Props {
  messageId: string | undefined;
  children: ComponentChildren;
}

/** An address of a channel, or of a message there; `children` is shown where the channel is not known. */
export function MessageLink({ id, messageId, place, children }: MessageProps) {
  const channel = place.channel(id);
  if (!channel) return <>{children}</>;
  if (messageId === undefined) return <ChannelMention id={id} place={place} />;
  return (
    <Pressable class="mention" label={`A message in #${channel.name}`} onPress={() => place.openChannel(id, messageId)}>
      <MentionIcon name={iconOf(channel.type)} />
      {channel.name} › <Icon name="message" />
    </Pressable>
  );
}

export function CommandMention({ name, place }: { name: string; place: MarkdownPlace }) {
  return (
    <Pressable class="mention" onPress={() => place.beginCommand(name)}>
      /{name}
    </Pressable>
  );
}

/** Places that this Discord does not have; they are only named. */
export function NavigationMention({ to }: { to: Navigation }) {
  return (
    <Mention>
      <MentionIcon name="signpost" />
      {NAVIGATION_NAMES[to]}
    </Mention>
  );
}

function MentionIcon({ name }: { name: IconName }) {
  return (
    <span class="mention-icon">
      <Icon name={name} />
    </span>
  );
}

function iconOf(type: number): IconName {
  if (type === FORUM) return 'forum';
  return THREADS.includes(type) ? 'thread' : 'channel';
}
