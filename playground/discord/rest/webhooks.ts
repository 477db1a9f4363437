import { WebhookType } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseForm } from '../form.ts';
import type { WebhookRecord } from '../records.ts';
import { parseChange, parseDraft } from './message-form.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const LIMIT = { requests: 5, perMs: 2000 };

const newWebhook = z.object({ name: z.string().trim().min(1).max(80) });
const webhookChange = z.object({ name: newWebhook.shape.name.optional(), channel_id: z.string().optional() });
const post = z.object({ username: z.string().trim().min(1).max(80).nullish() });

/** Webhooks of channels, and what is posted with them. A webhook whose id is the bot's is an interaction's. */
export function webhookRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { webhooks } = actions;
  const place = (call: Call) => [param(call, 'webhook'), param(call, 'token')] as const;

  function view({ id, guildId, channelId, name, token, creatorId }: WebhookRecord, isOpen = false): object {
    return {
      id,
      type: WebhookType.Incoming,
      guild_id: guildId,
      channel_id: channelId,
      name,
      avatar: null,
      application_id: botId(),
      token,
      // Whoever comes with the token is not told who made it.
      ...(!isOpen && { user: views.user(world.user(creatorId)) }),
    };
  }

  return [
    {
      method: 'POST',
      path: '/channels/:channel/webhooks',
      answer: (call) => view(webhooks.create(botId(), param(call, 'channel'), parseForm(newWebhook, call.body).name)),
    },
    {
      method: 'GET',
      path: '/channels/:channel/webhooks',
      answer: (call) => webhooks.list(botId(), param(call, 'channel')).map((one) => view(one)),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/webhooks',
      answer: (call) => webhooks.listAll(botId(), param(call, 'guild')).map((one) => view(one)),
    },
    {
      method: 'GET',
      path: '/webhooks/:webhook',
      answer: (call) => view(webhooks.get(botId(), param(call, 'webhook'))),
    },
    {
      method: 'PATCH',
      path: '/webhooks/:webhook',
      answer(call) {
        const { name, channel_id: channelId } = parseForm(webhookChange, call.body);
        const wanted = { ...(name !== undefined && { name }), ...(channelId !== undefined && { channelId }) };
        return view(webhooks.edit(botId(), param(call, 'webhook'), wanted));
      },
    },
    {
      method: 'DELETE',
      path: '/webhooks/:webhook',
      answer: (call) => webhooks.delete(botId(), param(call, 'webhook')),
    },
    {
      method: 'GET',
      path: '/webhooks/:webhook/:token',
      isOpen: true,
      answer: (call) => view(webhooks.withToken(...place(call)), true),
    },
    {
      method: 'PATCH',
      path: '/webhooks/:webhook/:token',
      isOpen: true,
      answer: (call) => view(webhooks.rename(...place(call), parseForm(webhookChange, call.body).name), true),
    },
    {
      method: 'DELETE',
      path: '/webhooks/:webhook/:token',
      isOpen: true,
      answer: (call) => webhooks.deleteWithToken(...place(call)),
    },
    {
      method: 'POST',
      path: '/webhooks/:webhook/:token',
      isOpen: true,
      limit: LIMIT,
      answer(call) {
        const { username } = parseForm(post, call.body);
        const message = webhooks.post(...place(call), {
          draft: parseDraft(call).draft,
          name: username ?? undefined,
          threadId: call.query.get('thread_id') ?? undefined,
        });
        return call.query.get('wait') === 'true' ? views.message(message, botId()) : undefined;
      },
    },
    {
      method: 'GET',
      path: '/webhooks/:webhook/:token/messages/:message',
      isOpen: true,
      limit: LIMIT,
      answer: (call) => views.message(webhooks.message(...place(call), param(call, 'message')), botId()),
    },
    {
      method: 'PATCH',
      path: '/webhooks/:webhook/:token/messages/:message',
      isOpen: true,
      limit: LIMIT,
      answer: (call) =>
        views.message(webhooks.editMessage(...place(call), param(call, 'message'), parseChange(call)), botId()),
    },
    {
      method: 'DELETE',
      path: '/webhooks/:webhook/:token/messages/:message',
      isOpen: true,
      limit: LIMIT,
      answer: (call) => webhooks.deleteMessage(...place(call), param(call, 'message')),
    },
  ];
}
