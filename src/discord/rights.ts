import {
  type APIGuildApplicationCommandPermissions,
  ApplicationCommandPermissionType,
  type Client,
  type Interaction,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Conversations } from '../conversation/conversations.ts';
import { UserError } from '../errors.ts';

export interface RightsOptions {
  client: Client;
  /** They may do everywhere what moderators may. */
  ownerIds: readonly string[];
}

/** A command as Discord is told of it. */
export type Offered =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** Who may do what, asked at the moment of the command or the click. */
export type Rights = ReturnType<typeof createRights>;

export function createRights({ client, ownerIds }: RightsOptions) {
  const isOwner = (personId: string) => ownerIds.includes(personId);

  /** Whether the person may manage threads here: in a DM they may do everything that there is. */
  function mayManageThreads({ user, memberPermissions, guildId }: Interaction): boolean {
    return guildId === null || isOwner(user.id) || memberPermissions?.has(PermissionFlagsBits.ManageThreads) === true;
  }

  /** What the server's Integrations settings say of commands, for this person; `undefined`: nothing. */
  async function overwrites(interaction: Interaction<'cached'>): Promise<(command: string) => boolean | undefined> {
    const { guildId, user, member } = interaction;
    const applicationId = interaction.applicationId;
    const route = Routes.guildApplicationCommandsPermissions(applicationId, guildId);
    const [commands, all] = (await Promise.all([
      client.rest.get(Routes.applicationCommands(applicationId)),
      client.rest.get(route),
    ])) as [{ id: string; name: string }[], APIGuildApplicationCommandPermissions[]];

    return (command) => {
      const id = commands.find(({ name }) => name === command)?.id;
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
    };
  }

  /** Whether the permissions that a command needs by default are there. */
  function hasDefault({ memberPermissions }: Interaction, { default_member_permissions: needed }: Offered): boolean {
    return needed === undefined || needed === null || memberPermissions?.has(BigInt(needed)) === true;
  }

  return {
    isOwner,
    mayManageThreads,

    /** Who asks here for something to be done with an answer. */
    askingOf: (interaction: Interaction) => ({
      personId: interaction.user.id,
      channelId: interaction.channelId ?? '',
      isModerator: mayManageThreads(interaction),
    }),

    /** Those of the commands that this person may use here. */
    async usable(interaction: Interaction, commands: readonly Offered[]): Promise<Offered[]> {
      const context = interaction.inGuild() ? InteractionContextType.Guild : InteractionContextType.BotDM;
      const here = commands.filter(({ contexts }) => contexts?.includes(context) ?? true);
      const { memberPermissions } = interaction;
      if (!interaction.inCachedGuild() || memberPermissions?.has(PermissionFlagsBits.Administrator)) return here;
      const overwritten = await overwrites(interaction);
      return here.filter((one) => overwritten(one.name) ?? hasDefault(interaction, one));
    },

    /** Whether the person may see what concerns the whole server. */
    mayManageServer({ user, memberPermissions }: Interaction): boolean {
      return isOwner(user.id) || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
    },

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
        (await overwrites(interaction))(command) ?? interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
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
