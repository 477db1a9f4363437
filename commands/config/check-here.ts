import {
  type Guild,
  type GuildBasedChannel,
  type Interaction,
  PermissionFlagsBits as Flags,
  type PermissionsBitField,
} from 'discord.js';
import { readsMessageContent } from '../../src/discord/client.ts';
import type { CommandReply } from '../../src/discord/command-result.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import type { TextKey } from '../../src/texts/texts.ts';
import { isForum } from './places.ts';
import type { View } from './view.ts';

interface Check {
  readonly flag: bigint;
  /** What Discord calls the permission. */
  readonly name: TextKey;
  /** What it is for. */
  readonly use: TextKey;
  readonly isOptional?: boolean;
}

const CHECKS: readonly Check[] = [
  { flag: Flags.ViewChannel, name: 'config.permitView', use: 'config.useView' },
  { flag: Flags.ReadMessageHistory, name: 'config.permitHistory', use: 'config.useHistory' },
  { flag: Flags.SendMessages, name: 'config.permitSend', use: 'config.useSend' },
  { flag: Flags.CreatePublicThreads, name: 'config.permitThreads', use: 'config.useThreads' },
  { flag: Flags.SendMessagesInThreads, name: 'config.permitInThreads', use: 'config.useInThreads' },
  { flag: Flags.AttachFiles, name: 'config.permitFiles', use: 'config.useFiles' },
  { flag: Flags.CreatePrivateThreads, name: 'config.permitPrivate', use: 'config.usePrivate', isOptional: true },
  { flag: Flags.ManageThreads, name: 'config.permitManage', use: 'config.useManage', isOptional: true },
];

/** There everything is in threads that people start. */
const NOT_IN_FORUMS: readonly bigint[] = [Flags.SendMessages, Flags.CreatePublicThreads, Flags.CreatePrivateThreads];

/** What Bobbin may do in the channel in which this is asked, and where to switch on what is missing. */
export function checkHere(interaction: Interaction, view: View): CommandReply {
  const { context, guild } = view;
  const { say } = context;
  const here = guild.channels.cache.get(interaction.channelId ?? '');
  const channel = here?.isThread() ? (here.parent ?? here) : here;
  // As Discord sees it, in a thread too.
  const allowed = interaction.appPermissions;
  const inForum = channel !== undefined && isForum(guild, channel.id);
  const lines = CHECKS.filter(({ flag }) => !inForum || !NOT_IN_FORUMS.includes(flag)).map((check) =>
    lineFor(view, check, channel, allowed),
  );
  return {
    content: [
      say('config.testTitle', { channel: channel?.id ?? '' }),
      ...lines,
      readsMessageContent(interaction.client) ? say('config.contentOn') : say('config.contentOff'),
      logLine(view),
    ].join('\n'),
  };
}

function lineFor(
  { context: { say }, guild }: View,
  { flag, name, use, isOptional }: Check,
  channel: GuildBasedChannel | undefined,
  allowed: Readonly<PermissionsBitField> | null,
): string {
  const values = { permission: say(name), use: say(use) };
  if (allowed?.has(flag)) return say('config.testYes', values);
  const where = whereToSwitchOn(guild, flag)
    ? say('config.inRoles', { role: plainName(guild.members.me?.roles.botRole?.name ?? guild.client.user.displayName) })
    : say('config.inChannel', { channel: channel?.id ?? '' });
  return say(isOptional ? 'config.testOptional' : 'config.testNo', { ...values, where });
}

/** Whether the roles lack it; otherwise it is the channel that takes it away. */
function whereToSwitchOn(guild: Guild, flag: bigint): boolean {
  return guild.members.me?.permissions.has(flag) !== true;
}

function logLine({ context: { say }, guild, settings: { logChannelId } }: View): string {
  if (logChannelId === undefined) return say('config.testNoLog');
  const channel = guild.channels.cache.get(logChannelId);
  const { me } = guild.members;
  const mayWrite = channel && me && channel.permissionsFor(me)?.has([Flags.ViewChannel, Flags.SendMessages]);
  return say(mayWrite ? 'config.testLog' : 'config.testLogRefused', { channel: logChannelId });
}
