import { randomBytes } from 'node:crypto';
import { ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, MessageRecord, WebhookRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { Draft, MessageChange, Messages } from './messages.ts';
import type { Threads } from './threads.ts';
import type { Timeline } from './timeline.ts';

const MAX_IN_CHANNEL = 15;
const PLACES: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum];

/** What a webhook posts. */
export interface WebhookPost {
  draft: Draft;
  /** What it calls itself this time. */
  name?: string | undefined;
  /** A thread of its channel. */
  threadId?: string | undefined;
}

interface WebhooksOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
  threads: Threads;
  messages: Messages;
}

/** Webhooks of channels: who may manage them, and what is posted with their tokens. */
export function createWebhooks({ world, permissions, timeline, threads, messages }: WebhooksOptions) {
  function save(webhook: WebhookRecord): WebhookRecord {
    world.webhooks.set(webhook);
    world.users.set({ id: webhook.id, username: webhook.name, bot: true });
    tell(webhook);
    return webhook;
  }

  function tell({ guildId, channelId }: WebhookRecord): void {
    const view = () => ({ guild_id: guildId, channel_id: channelId });
    world.emit({ type: 'WEBHOOKS_UPDATE', guildId, channelId, view });
  }

  function managed(actorId: string, id: string): WebhookRecord {
    const webhook = world.webhooks.get(id);
    if (!webhook) throw refusal('unknownWebhook');
    permissions.need(world.channel(webhook.channelId), actorId, Flags.ManageWebhooks);
    return webhook;
  }

  function withToken(id: string, token: string): WebhookRecord {
    const webhook = world.webhooks.get(id);
    if (!webhook) throw refusal('unknownWebhook');
    if (webhook.token !== token) throw refusal('invalidWebhookToken');
    return webhook;
  }

  function placeFor(actorId: string, channelId: string): ChannelRecord {
    const channel = world.channel(channelId);
    permissions.need(channel, actorId, Flags.ManageWebhooks);
    if (!PLACES.includes(channel.type)) throw refusal('wrongChannelType');
    return channel;
  }

  /** Where a webhook posts: its channel, or a thread of that. */
  function targetOf({ channelId }: WebhookRecord, threadId: string | undefined): ChannelRecord {
    if (threadId === undefined) {
      const channel = world.channel(channelId);
      if (channel.forum) throw refusal('webhookInForum');
      return channel;
    }
    const thread = world.channels.get(threadId);
    if (thread?.parentId !== channelId) throw refusal('unknownChannel');
    return thread;
  }

  const of = (channelId: string) => [...world.webhooks.values()].filter((one) => one.channelId === channelId);

  function messageOf(webhook: WebhookRecord, id: string): MessageRecord {
    const message = world.findMessage(id);
    if (message?.webhookId !== webhook.id) throw refusal('unknownMessage');
    return message;
  }

  function remove(webhook: WebhookRecord): void {
    world.webhooks.delete(webhook.id);
    tell(webhook);
  }

  function change(webhook: WebhookRecord, { name = webhook.name, channelId = webhook.channelId }): WebhookRecord {
    checkName(name);
    return save({ ...webhook, name, channelId });
  }

  return {
    withToken,
    get: managed,

    create(actorId: string, channelId: string, name: string): WebhookRecord {
      const channel = placeFor(actorId, channelId);
      checkName(name);
      if (of(channelId).length >= MAX_IN_CHANNEL) throw refusal('tooManyWebhooks');
      const token = randomBytes(51).toString('base64url');
      const { guildId = '' } = channel;
      return save({ id: world.newId(), guildId, channelId, name, token, creatorId: actorId });
    },
    /** Those of a channel. */
    list(actorId: string, channelId: string): WebhookRecord[] {
      permissions.need(world.channel(channelId), actorId, Flags.ManageWebhooks);
      return of(channelId);
    },
    /** Those of a server. */
    listAll(actorId: string, guildId: string): WebhookRecord[] {
      permissions.needInGuild(guildId, actorId, Flags.ManageWebhooks);
      return [...world.webhooks.values()].filter((one) => one.guildId === guildId);
    },
    edit(actorId: string, id: string, wanted: { name?: string; channelId?: string }): WebhookRecord {
      const webhook = managed(actorId, id);
      if (wanted.channelId !== undefined) placeFor(actorId, wanted.channelId);
      return change(webhook, wanted);
    },
    /** As whoever knows the token: it stays in its channel. */
    rename: (id: string, token: string, name: string | undefined) =>
      change(withToken(id, token), { ...(name !== undefined && { name }) }),
    delete: (actorId: string, id: string) => remove(managed(actorId, id)),
    deleteWithToken: (id: string, token: string) => remove(withToken(id, token)),

    post(id: string, token: string, { draft, name, threadId }: WebhookPost): MessageRecord {
      const webhook = withToken(id, token);
      const place = targetOf(webhook, threadId);
      const content = messages.compose(webhook.id, place, draft);
      if (place.thread) threads.unarchive(place.id);
      return timeline.append({
        ...content,
        channelId: place.id,
        authorId: webhook.id,
        webhookId: webhook.id,
        ...(name !== undefined && { webhookName: name }),
      });
    },
    message: (id: string, token: string, messageId: string) => messageOf(withToken(id, token), messageId),
    editMessage: (id: string, token: string, messageId: string, wanted: MessageChange) =>
      messages.change(messageOf(withToken(id, token), messageId), wanted),
    deleteMessage(id: string, token: string, messageId: string): void {
      timeline.remove([messageOf(withToken(id, token), messageId)]);
    },
  };
}

/** https://docs.discord.com/developers/resources/webhook#create-webhook */
function checkName(name: string): void {
  const forbidden = /clyde|discord/i.exec(name)?.[0];
  if (forbidden === undefined) return;
  throw invalidForm({
    name: {
      code: 'USERNAME_INVALID_CONTAINS',
      message: `Username cannot contain "${forbidden.toLowerCase()}"`,
    },
  });
}
