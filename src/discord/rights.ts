import {
  type APIGuildApplicationCommandPermissions,
  ApplicationCommandPermissionType,
  type Client,
  type Interaction,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import type { Conversations } from '../conversation/conversations.ts';
import { UserError } from '../errors.ts';

export interface RightsOptions {
  client: Client;
  /** They may do everywhere what moderators may. */
  ownerIds: readonly string[];
}

/** Who may do what, asked at the moment of the command or the click. */
export type Rights = ReturnType<typeof createRights>;

export function createRights({ client, ownerIds }: RightsOptions) {
  const isOwner = (personId: string) => ownerIds.includes(personId);

  /** Whether the person may manage threads here: in a DM they may do everything that there is. */
  function mayManageThreads({ user, memberPermissions, guildId }: Interaction): boolean {
    return guildId === null || isOwner(user.id) || memberPermissions?.has(PermissionFlagsBits.ManageThreads) === true;
  }

  /** What the server's Integrations settings say of a command, for this person; `undefined`: nothing. */
  async function overwritten(interaction: Interaction<'cached'>, command: string): Promise<boolean | undefined> {
    const { guildId, user, member } = interaction;
    const applicationId = interaction.applicationId;
    const commands = (await client.rest.get(Routes.applicationCommands(applicationId))) as {
      id: string;
      name: string;
    }[];
    const id = commands.find(({ name }) => name === command)?.id;
    const route = Routes.guildApplicationCommandsPermissions(applicationId, guildId);
    const all = (await client.rest.get(route)) as APIGuildApplicationCommandPermissions[];
    // Discord: the command's own settings come before those of the whole application.
    for (const at of [id, applicationId]) {
      const permissions = all.find((one) => one.id === at)?.permissions ?? [];
      const own = permissions.find((one) => one.type === ApplicationCommandPermissionType.User && one.id === user.id);
      if (own) return own.permission;
      const roles = permissions.filter(({ type }) => type === ApplicationCommandPermissionType.Role);
      const held = roles.filter((one) => one.id !== guildId && member.roles.cache.has(one.id));
      if (held.length > 0) return held.some(({ permission }) => permission);
      const everyone = roles.find((one) => one.id === guildId);
      if (everyone) return everyone.permission;
    }
    return undefined;
  }

  return {
    isOwner,
    mayManageThreads,

    /**
     * Lets through who may use the command, also by a button or a menu that it has shown them long ago. Discord itself
     * checks those who type it.
     * @throws {UserError} for everybody else.
     */
    async requireCommand(interaction: Interaction, command: string): Promise<void> {
      if (interaction.isChatInputCommand() || isOwner(interaction.user.id)) return;
      if (!interaction.inCachedGuild()) throw new UserError('commands.onlyInServers');
      if (interaction.memberPermissions.has(PermissionFlagsBits.Administrator)) return;
      const isAllowed =
        (await overwritten(interaction, command)) ?? interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
      if (!isAllowed) throw new UserError('commands.notAllowed');
    },

    /**
     * Lets through whoever started the conversation of this channel, and those who may manage threads.
     * @throws {UserError} for everybody else, and where there is no conversation.
     */
    async requireStarter(interaction: Interaction, conversations: Pick<Conversations, 'isStarter'>): Promise<void> {
      const isStarter = await conversations.isStarter(interaction.channelId ?? '', interaction.user.id);
      if (isStarter === undefined) throw new UserError('commands.notHere');
      if (!isStarter && !mayManageThreads(interaction)) throw new UserError('commands.notYours');
    },
  };
}
