import {
  type APIApplicationCommandPermission,
  ApplicationCommandPermissionType as Type,
  PermissionFlagsBits as Flags,
} from 'discord-api-types/v10';
import { DiscordError, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, CommandPermissionsRecord, CommandRecord } from '../records.ts';
import type { World } from '../world.ts';

const MAX_PERMISSIONS = 100;

interface CommandPermissionsOptions {
  world: World;
  permissions: Permissions;
  botId: () => string;
}

/**
 * Who may use which command: what the bot asks for, and what a moderator has set in the server's Integrations.
 * Roles with the id of the server are everybody; the channel with that id less one is every channel.
 * @see https://docs.discord.com/developers/interactions/application-commands#permissions
 */
export function createCommandPermissions({ world, permissions, botId }: CommandPermissionsOptions) {
  const get = (guildId: string, targetId: string) => world.commandPermissions.get(`${guildId}:${targetId}`);

  function setIn(record: CommandPermissionsRecord | undefined, type: Type, id: string): boolean | undefined {
    return record?.permissions.find((one) => one.type === type && one.id === id)?.permission;
  }

  function forChannel(record: CommandPermissionsRecord | undefined, channelId: string, guildId: string) {
    return setIn(record, Type.Channel, channelId) ?? setIn(record, Type.Channel, String(BigInt(guildId) - 1n));
  }

  /** One of several roles that allows it is enough. */
  function forMember(record: CommandPermissionsRecord | undefined, userId: string, guildId: string) {
    const own = setIn(record, Type.User, userId);
    if (own !== undefined) return own;
    const roles = world.member(guildId, userId)?.roles ?? [];
    const byRole = roles.map((id) => setIn(record, Type.Role, id)).filter((allowed) => allowed !== undefined);
    return byRole.length > 0 ? byRole.includes(true) : setIn(record, Type.Role, guildId);
  }

  function hasDefault(command: CommandRecord, own: bigint): boolean {
    if (command.data.default_member_permissions === null) return true;
    const needed = BigInt(command.data.default_member_permissions);
    // «0» means: nobody but administrators.
    return needed !== 0n && (own & needed) === needed;
  }

  return {
    /** Whether this person may use this command here; in direct messages everybody may. */
    mayUse(command: CommandRecord, channel: ChannelRecord, userId: string): boolean {
      const { guildId } = channel;
      if (guildId === undefined) return true;
      const own = permissions.inChannel(channel, userId);
      if (own & Flags.Administrator) return true;
      const forCommand = get(guildId, command.id);
      const forAll = get(guildId, botId());
      const placeId = channel.thread ? (channel.parentId ?? channel.id) : channel.id;
      if (!(forChannel(forCommand, placeId, guildId) ?? forChannel(forAll, placeId, guildId) ?? true)) return false;
      const byCommand = forMember(forCommand, userId, guildId);
      if (byCommand !== undefined) return byCommand;
      if (forMember(forAll, userId, guildId) === false) return false;
      return hasDefault(command, own);
    },

    /** @throws 10066 when nothing was set */
    get(guildId: string, targetId: string): CommandPermissionsRecord {
      const found = get(guildId, targetId);
      if (!found) throw refusal('unknownCommandPermissions');
      return found;
    },

    list: (guildId: string) => [...world.commandPermissions.values()].filter((one) => one.guildId === guildId),

    /** What a moderator sets in the server's settings, for a command or for all (the application's id); none: the default. */
    set(actorId: string, guildId: string, targetId: string, wanted: APIApplicationCommandPermission[]): void {
      permissions.needInGuild(guildId, actorId, Flags.ManageGuild);
      const command = world.commands.get(targetId);
      const isHere = command && (command.guildId === undefined || command.guildId === guildId);
      if (targetId !== botId() && !isHere) throw refusal('unknownCommand');
      if (wanted.length > MAX_PERMISSIONS)
        throw new DiscordError(400, 50035, `There may be ${MAX_PERMISSIONS} permissions at most.`);
      const record = { id: `${guildId}:${targetId}`, guildId, targetId, permissions: wanted };
      if (wanted.length > 0) world.commandPermissions.set(record);
      else world.commandPermissions.delete(record.id);
      const data = { id: targetId, application_id: botId(), guild_id: guildId, permissions: wanted };
      world.emit({ type: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE', guildId, view: () => data });
      world.emit({ type: 'COMMANDS_CHANGED', view: () => ({}) });
    },
  };
}
