import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, MessageRecord } from '../records.ts';
import type { World } from '../world.ts';

/** Which of the mentions in a text may really ping. */
export interface AllowedMentions {
  parse?: ('users' | 'roles' | 'everyone')[] | undefined;
  users?: string[] | undefined;
  roles?: string[] | undefined;
  replied_user?: boolean | undefined;
}

export interface MentionsOptions {
  world: World;
  permissions: Permissions;
}

export interface MentionsInput {
  actorId: string;
  channel: ChannelRecord;
  content: string;
  allowed: AllowedMentions | undefined;
  /** The author of the message that is replied to. */
  repliedUserId?: string | undefined;
}

export type Mentions = Pick<MessageRecord, 'mentions' | 'mentionRoles' | 'mentionEveryone'>;

/** Finds who a message pings: named in the text (outside of code), allowed by the sender, and permitted to the sender. */
export function findMentions(
  { world, permissions }: MentionsOptions,
  { actorId, channel, content, allowed, repliedUserId }: MentionsInput,
): Mentions {
  refuseContradictions(allowed);
  const parsed = allowed ? new Set<string>(allowed.parse) : new Set(['users', 'roles', 'everyone']);
  const isWebhook = world.webhooks.get(actorId) !== undefined;
  const mayPingAll = isWebhook || permissions.has(channel, actorId, Flags.MentionEveryone);
  const text = content.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');

  const users = idsIn(text, /<@!?(\d+)>/g).filter((id) => parsed.has('users') || allowed?.users?.includes(id));
  if (repliedUserId !== undefined && (allowed ? allowed.replied_user === true : true)) users.unshift(repliedUserId);
  const roles = idsIn(text, /<@&(\d+)>/g)
    .filter((id) => parsed.has('roles') || allowed?.roles?.includes(id))
    .filter((id) => {
      const role = world.roles.get(id);
      return role !== undefined && role.guildId === channel.guildId && (role.mentionable || mayPingAll);
    });
  return {
    mentions: [...new Set(users)].filter((id) => world.users.get(id)),
    mentionRoles: roles,
    mentionEveryone:
      channel.guildId !== undefined && parsed.has('everyone') && mayPingAll && /@(?:everyone|here)\b/.test(text),
  };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** «All users» and «these users» at once is a mistake that Discord refuses. */
function refuseContradictions(allowed: AllowedMentions | undefined): void {
  for (const kind of ['users', 'roles'] as const) {
    if (allowed?.parse?.includes(kind) && allowed[kind]?.length)
      throw invalidForm({
        'allowed_mentions.parse': {
          code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        },
      });
  }
}
