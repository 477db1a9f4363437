import { setTimeout as delay } from 'node:timers/promises';
import { InteractionContextType, InteractionType } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import { type Answer, type Interaction, type NewInteraction, noResponse } from '../actions/interaction.ts';
import { refusal } from '../discord-error.ts';
import { maxFileBytes } from '../file-limit.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord } from '../records.ts';
import { DEFAULT_LOCALE, type Views } from '../views.ts';
import type { World } from '../world.ts';

const ANSWER_WITHIN_MS = 3000;

const types: Record<Interaction['kind'], InteractionType> = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
  modal: InteractionType.ModalSubmit,
};

export interface InteractionEventsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  botId: () => string;
}

/** How long, and for what, a person waits. */
export interface Waiting {
  /** How long a bot that has deferred its answer may take; it has three seconds to say anything. */
  timeoutMs: number;
  /** Whether it is enough that the bot has heard of it: as in Discord, where a deferred button is free again. */
  untilHeard?: boolean | undefined;
}

/** `undefined`: the bot has heard of it and said nothing yet. */
export type Heard = Answer | undefined;

export type InteractionEvents = ReturnType<typeof createInteractionEvents>;

/** Tells the bot what a person has done, and waits for its answer. */
export function createInteractionEvents({ world, permissions, views, actions, botId }: InteractionEventsOptions) {
  function payload({ id, token, kind, userId }: Interaction, channel: ChannelRecord): object {
    const guild = world.guilds.get(channel.guildId ?? '');
    const own = views.permissions(permissions.inChannel(channel, userId));
    const member = guild && world.member(guild.id, userId);
    const guildLocale = guild?.preferredLocale ?? DEFAULT_LOCALE;
    return {
      id,
      token,
      version: 1,
      application_id: botId(),
      type: types[kind],
      channel_id: channel.id,
      channel: { ...views.channel(channel, userId), permissions: own },
      locale: world.user(userId).locale ?? DEFAULT_LOCALE,
      entitlements: [],
      attachment_size_limit: maxFileBytes(world, guild?.id),
      app_permissions: views.permissions(permissions.inChannel(channel, botId())),
      authorizing_integration_owners: { 0: guild?.id ?? '0' },
      context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
      ...(member
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guildLocale, features: [] },
            guild_locale: guildLocale,
            member: { ...views.member(member), permissions: own },
          }
        : { user: views.user(world.user(userId)) }),
    };
  }

  async function answerTo(interaction: Interaction, { timeoutMs, untilHeard = false }: Waiting): Promise<Heard> {
    const done = new AbortController();
    const silence = async (ms: number) => {
      await delay(ms, undefined, { signal: done.signal });
      throw noResponse();
    };
    try {
      await Promise.race([interaction.acknowledged.promise, silence(Math.min(ANSWER_WITHIN_MS, timeoutMs))]);
      const heard = untilHeard && interaction.isDeferred ? Promise.resolve(undefined) : interaction.answered.promise;
      return await Promise.race([heard, silence(timeoutMs)]);
    } finally {
      done.abort();
    }
  }

  return {
    /** `data` and `source` are what the interaction's kind has beyond what all have. */
    async ask(started: NewInteraction, data: object, waiting: Waiting): Promise<Heard> {
      const { userId, channelId, sourceId, kind } = started;
      if (world.user(userId).bot) throw refusal('missingAccess');
      const channel = world.channel(channelId);
      const source = kind === 'autocomplete' ? undefined : world.findMessage(sourceId ?? '');
      const interaction = actions.interactions.start(started);
      world.emit({
        type: 'INTERACTION_CREATE',
        guildId: channel.guildId,
        onlyFor: botId(),
        view: () => ({
          ...payload(interaction, channel),
          data,
          ...(source && { message: views.message(source, botId()) }),
        }),
      });
      return answerTo(interaction, waiting);
    },
  };
}
