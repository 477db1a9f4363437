import { randomBytes } from 'node:crypto';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import { type Callback, type Interaction, needFittingCallback, type NewInteraction } from './interaction.ts';
import type { Draft, MessageChange, Messages } from './messages.ts';
import type { Modals } from './modals.ts';
import type { Timeline } from './timeline.ts';

const ANSWER_WITHIN_MS = 3000;
const TOKEN_TTL_MS = 15 * 60 * 1000;

interface InteractionsOptions {
  world: World;
  timeline: Timeline;
  messages: Messages;
  modals: Modals;
  botId: () => string;
}

/** The life of an interaction: answered once within three seconds, then edited and followed up for fifteen minutes. */
export function createInteractions({ world, timeline, messages, modals, botId }: InteractionsOptions) {
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
    return messages.compose(botId(), world.channel(interaction.channelId), onlyUsers(draft));
  }

  function post(interaction: Interaction, content: Partial<MessageRecord>, ephemeral: boolean): MessageRecord {
    const { id, userId, channelId, originalId } = interaction;
    return timeline.append({
      channelId,
      authorId: botId(),
      ...content,
      webhookId: botId(),
      applicationId: botId(),
      interaction: { ...interaction.origin, id, userId, ...(originalId !== undefined && { originalId }) },
      flags: (content.flags ?? 0) | (ephemeral ? MessageFlags.Ephemeral : 0),
      ...(ephemeral && { visibleTo: userId }),
    });
  }

  /** How the first answer stands in the channel: «used /command», or as a reply to the message that was pressed on. */
  function form({ kind, isMenu = false, sourceId }: Interaction, ephemeral: boolean): Partial<MessageRecord> {
    if (kind === 'command') return { type: isMenu ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand };
    const source = world.findMessage(sourceId ?? '');
    // Others would see a reply to something that is not there.
    if (!source || (source.visibleTo !== undefined && !ephemeral)) return {};
    return { type: MessageType.Reply, reference: { channelId: source.channelId, messageId: source.id } };
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
      kind: message.id === interaction.sourceId ? 'update' : 'message',
      message,
      ephemeral: message.visibleTo !== undefined,
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
    const isOwn = message?.interaction?.id === interaction.id || message?.id === interaction.originalId;
    if (!message || !isOwn) throw refusal('unknownMessage');
    return message;
  }

  function sourceOf({ sourceId }: Interaction): MessageRecord {
    const source = world.findMessage(sourceId ?? '');
    if (!source) throw refusal('unknownMessage');
    return source;
  }

  /** Does what a bot answers first; what is wrong with it leaves the interaction open. Answers with the @original. */
  function carryOut(interaction: Interaction, callback: Callback): MessageRecord | undefined {
    switch (callback.kind) {
      case 'choices':
        interaction.answered.resolve(callback);
        return undefined;
      case 'modal':
        interaction.answered.resolve({ kind: 'modal', modal: modals.show(interaction, callback.modal) });
        return undefined;
      case 'message': {
        const content = composed(interaction, callback.draft);
        const message = post(interaction, { ...content, ...form(interaction, callback.ephemeral) }, callback.ephemeral);
        settle(interaction, message);
        return message;
      }
      case 'defer':
        interaction.isDeferred = true;
        return post(
          interaction,
          { flags: MessageFlags.Loading, ...form(interaction, callback.ephemeral) },
          callback.ephemeral,
        );
      case 'update': {
        const message = messages.change(sourceOf(interaction), onlyUsers(callback.change));
        settle(interaction, message);
        return message;
      }
      case 'deferUpdate':
        interaction.isDeferred = true;
        return world.findMessage(interaction.sourceId ?? '');
    }
  }

  return {
    start(started: NewInteraction): Interaction {
      forgetOld();
      const interaction: Interaction = {
        ...started,
        id: world.newId(),
        token: randomBytes(48).toString('base64url'),
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
      needFittingCallback(interaction, callback);
      const message = carryOut(interaction, callback);
      interaction.isAcknowledged = true;
      interaction.acknowledged.resolve();
      if (interaction.modalId !== undefined) modals.close(interaction.userId, interaction.modalId);
      if (!message) return { interaction };
      interaction.originalId = message.id;
      interaction.isEphemeral = message.visibleTo !== undefined;
      return { interaction, message };
    },

    /** Another message after the first answer; right after «thinking» it is the answer. */
    followUp(applicationId: string, token: string, draft: Draft, ephemeral: boolean): MessageRecord {
      const interaction = withToken(applicationId, token);
      if (!interaction.isAcknowledged) throw refusal('unknownWebhook');
      const original = world.findMessage(interaction.originalId ?? '');
      if (original && original.flags & MessageFlags.Loading) return fill(interaction, original, draft);
      const reference = original && { channelId: original.channelId, messageId: original.id };
      const content = { ...composed(interaction, draft), ...(reference && { type: MessageType.Reply, reference }) };
      const message = post(interaction, content, ephemeral);
      settle(interaction, message);
      return message;
    },

    get: (applicationId: string, token: string, id: string) => messageOf(withToken(applicationId, token), id),

    edit(applicationId: string, token: string, id: string, change: MessageChange): MessageRecord {
      const interaction = withToken(applicationId, token);
      const before = messageOf(interaction, id);
      if (before.flags & MessageFlags.Loading) return fill(interaction, before, change);
      const message = messages.change(before, onlyUsers(change));
      settle(interaction, message);
      return message;
    },

    delete(applicationId: string, token: string, id: string): void {
      const interaction = withToken(applicationId, token);
      const message = messageOf(interaction, id);
      timeline.remove([message]);
      const ephemeral = message.visibleTo !== undefined;
      interaction.answered.resolve({ kind: 'deletion', ephemeral, deferred: interaction.isDeferred });
    },
  };
}

/** Answers to interactions may ping users only, unless they say otherwise. */
function onlyUsers<Text extends Draft | MessageChange>(text: Text): Text {
  return { ...text, allowedMentions: text.allowedMentions ?? { parse: ['users'] } };
}
