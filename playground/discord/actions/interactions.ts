import { randomBytes } from 'node:crypto';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { DiscordError, invalidForm, refusal } from '../discord-error.ts';
import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { Draft, MessageChange, Messages } from './messages.ts';
import type { Timeline } from './timeline.ts';

const ANSWER_WITHIN_MS = 3000;
const TOKEN_TTL_MS = 15 * 60 * 1000;

export interface Choice {
  name: string;
  value: string | number;
}

/** What a bot answered: a message, or the choices of an autocompletion. */
export type Answer =
  | { kind: 'message'; message: MessageRecord; ephemeral: boolean; deferred: boolean }
  | { kind: 'choices'; choices: Choice[] };

/** What a bot says at first: a message, «I am thinking», or choices. */
export type Callback =
  | { kind: 'message'; draft: Draft; ephemeral: boolean }
  | { kind: 'defer'; ephemeral: boolean }
  | { kind: 'choices'; choices: Choice[] };

export interface Interaction {
  id: string;
  token: string;
  kind: 'command' | 'autocomplete';
  userId: string;
  channelId: string;
  /** With subcommands: `assistant switch`. */
  commandName: string;
  startedMs: number;
  isAcknowledged: boolean;
  originalId?: string;
  isDeferred: boolean;
  isEphemeral: boolean;
  /** Settled by the bot's first answer that says something. */
  answered: PromiseWithResolvers<Answer>;
  acknowledged: PromiseWithResolvers<void>;
}

interface InteractionsOptions {
  world: World;
  timeline: Timeline;
  messages: Messages;
  botId: () => string;
}

/** The life of an interaction: answered once within three seconds, then edited and followed up for fifteen minutes. */
export function createInteractions({ world, timeline, messages, botId }: InteractionsOptions) {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();

  function forgetOld(): void {
    for (const [id, interaction] of byId) {
      if (interaction.startedMs > world.now() - 2 * TOKEN_TTL_MS) break;
      byId.delete(id);
      byToken.delete(interaction.token);
    }
  }

  function composed(interaction: Interaction, draft: Draft | MessageChange) {
    const allowedMentions = draft.allowedMentions ?? { parse: ['users'] };
    return messages.compose(botId(), world.channel(interaction.channelId), { ...draft, allowedMentions });
  }

  function origin(interaction: Interaction): Partial<MessageRecord> {
    const { id, commandName, userId, originalId } = interaction;
    return {
      webhookId: botId(),
      applicationId: botId(),
      interaction: { id, name: commandName, userId, ...(originalId !== undefined && { originalId }) },
    };
  }

  function post(interaction: Interaction, content: Partial<MessageRecord>, ephemeral: boolean): MessageRecord {
    const flags = (content.flags ?? 0) | (ephemeral ? MessageFlags.Ephemeral : 0);
    return timeline.append({
      channelId: interaction.channelId,
      authorId: botId(),
      ...content,
      ...origin(interaction),
      flags,
      ...(ephemeral && { visibleTo: interaction.userId }),
    });
  }

  /** The answer itself takes the place of «thinking». */
  function fill(interaction: Interaction, loading: MessageRecord, draft: Draft | MessageChange): MessageRecord {
    const content = composed(interaction, draft);
    const flags = (loading.flags & ~MessageFlags.Loading) | content.flags;
    const message = timeline.change({ ...loading, ...content, flags });
    settle(interaction, message);
    return message;
  }

  function settle(interaction: Interaction, message: MessageRecord): void {
    interaction.answered.resolve({
      kind: 'message',
      message,
      ephemeral: interaction.isEphemeral,
      deferred: interaction.isDeferred,
    });
  }

  function withToken(applicationId: string, token: string): Interaction {
    const interaction = byToken.get(token);
    if (!interaction || applicationId !== botId()) throw refusal('unknownWebhook');
    if (world.now() - interaction.startedMs > TOKEN_TTL_MS) throw refusal('invalidWebhookToken');
    return interaction;
  }

  function messageOf(interaction: Interaction, id: string): MessageRecord {
    const wanted = id === '@original' ? interaction.originalId : id;
    const message = world.findMessage(wanted ?? '');
    if (!message || message.interaction?.id !== interaction.id) throw refusal('unknownMessage');
    return message;
  }

  return {
    start(kind: Interaction['kind'], userId: string, channelId: string, commandName: string): Interaction {
      forgetOld();
      const interaction: Interaction = {
        id: world.newId(),
        token: randomBytes(48).toString('base64url'),
        kind,
        userId,
        channelId,
        commandName,
        startedMs: world.now(),
        isAcknowledged: false,
        isDeferred: false,
        isEphemeral: false,
        answered: Promise.withResolvers(),
        acknowledged: Promise.withResolvers(),
      };
      byId.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
      return interaction;
    },

    /** @throws 10062 after three seconds, 40060 the second time */
    answer(id: string, token: string, callback: Callback): { interaction: Interaction; message?: MessageRecord } {
      const interaction = byId.get(id);
      if (!interaction || interaction.token !== token) throw refusal('unknownInteraction');
      if (interaction.isAcknowledged) throw refusal('alreadyAcknowledged');
      if (world.now() - interaction.startedMs > ANSWER_WITHIN_MS) throw refusal('unknownInteraction');
      if ((callback.kind === 'choices') !== (interaction.kind === 'autocomplete'))
        throw invalidForm({
          type: {
            code: 'INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK',
            message: 'Interaction callback type is invalid',
          },
        });
      const content = callback.kind === 'message' ? composed(interaction, callback.draft) : undefined;
      interaction.isAcknowledged = true;
      interaction.acknowledged.resolve();
      if (callback.kind === 'choices') {
        interaction.answered.resolve(callback);
        return { interaction };
      }
      interaction.isEphemeral = callback.ephemeral;
      interaction.isDeferred = callback.kind === 'defer';
      const type = { type: MessageType.ChatInputCommand };
      const message = post(
        interaction,
        { ...(content ?? { flags: MessageFlags.Loading }), ...type },
        callback.ephemeral,
      );
      interaction.originalId = message.id;
      if (content) settle(interaction, message);
      return { interaction, message };
    },

    /** Another message after the first answer; right after a deferral it is the answer. */
    followUp(applicationId: string, token: string, draft: Draft, ephemeral: boolean): MessageRecord {
      const interaction = withToken(applicationId, token);
      if (!interaction.isAcknowledged) throw refusal('unknownWebhook');
      const original = world.findMessage(interaction.originalId ?? '');
      if (original && original.flags & MessageFlags.Loading) return fill(interaction, original, draft);
      const reference = original && { channelId: original.channelId, messageId: original.id };
      return post(
        interaction,
        { ...composed(interaction, draft), type: MessageType.Reply, ...(reference && { reference }) },
        ephemeral,
      );
    },

    get: (applicationId: string, token: string, id: string) => messageOf(withToken(applicationId, token), id),

    edit(applicationId: string, token: string, id: string, change: MessageChange): MessageRecord {
      const interaction = withToken(applicationId, token);
      const before = messageOf(interaction, id);
      if (before.flags & MessageFlags.Loading) return fill(interaction, before, change);
      return messages.change(before, { ...change, allowedMentions: change.allowedMentions ?? { parse: ['users'] } });
    },

    delete(applicationId: string, token: string, id: string): void {
      const message = messageOf(withToken(applicationId, token), id);
      timeline.remove([message]);
    },
  };
}

/** What a person sees when a bot keeps silent. */
export function noResponse(): DiscordError {
  return new DiscordError(504, 0, 'The application did not respond');
}
