import type { APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseForm } from '../form.ts';
import { parseHistoryQuery, readHistory } from '../history.ts';
import { withoutContent } from '../message-content.ts';
import type { MessageRecord } from '../records.ts';
import { parseChange, parseDraft } from './message-form.ts';
import type { Resources } from './resources.ts';
import { type Call, param, queryOf, type Route } from './route.ts';

const PER_CHANNEL = { requests: 5, perMs: 5000 };

const bulkBody = z.object({ messages: z.array(z.string().regex(/^\d+$/)) });
const pinsQuery = z.object({
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(50).default(50),
});

/** Messages, pins. */
export function messageRoutes({ world, permissions, views, actions, privilegedIntents, botId }: Resources): Route[] {
  const { messages, pins } = actions;

  function view(message: MessageRecord): APIMessage {
    const plain = views.message(message, botId());
    const isDirect = world.channel(message.channelId).recipients !== undefined;
    return isDirect || privilegedIntents.has('MESSAGE_CONTENT') ? plain : withoutContent(plain, botId());
  }

  function list(call: Call): APIMessage[] {
    const channel = world.channel(param(call, 'channel'));
    permissions.need(channel, botId());
    const query = parseHistoryQuery(Object.fromEntries(call.query));
    if (!permissions.has(channel, botId(), Flags.ReadMessageHistory)) return [];
    return readHistory(world.messagesOf(channel.id), query).messages.map(view).toReversed();
  }

  const pin = (call: Call) => actions.pins.add(botId(), param(call, 'channel'), param(call, 'message'));
  const unpin = (call: Call) => actions.pins.remove(botId(), param(call, 'channel'), param(call, 'message'));

  return [
    { method: 'GET', path: '/channels/:channel/messages', answer: list },
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      limit: PER_CHANNEL,
      answer: (call) => view(messages.create(botId(), param(call, 'channel'), parseDraft(call).draft)),
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/bulk-delete',
      limit: { requests: 1, perMs: 1000 },
      answer: (call) => messages.bulkDelete(botId(), param(call, 'channel'), parseForm(bulkBody, call.body).messages),
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages/:message',
      answer: (call) => view(messages.get(botId(), param(call, 'channel'), param(call, 'message'))),
    },
    {
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      limit: PER_CHANNEL,
      answer: (call) => view(messages.edit(botId(), param(call, 'channel'), param(call, 'message'), parseChange(call))),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      limit: { requests: 5, perMs: 1000 },
      answer: (call) => messages.delete(botId(), param(call, 'channel'), param(call, 'message')),
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages/pins',
      answer(call) {
        const { before, limit } = queryOf(call, pinsQuery);
        const all = pins
          .list(botId(), param(call, 'channel'))
          .filter((message) => before === undefined || (message.pinnedAt ?? '') < before);
        const items = all.slice(0, limit).map((message) => ({ pinned_at: message.pinnedAt, message: view(message) }));
        return { items, has_more: all.length > limit };
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/pins',
      answer: (call) => pins.list(botId(), param(call, 'channel')).map(view),
    },
    { method: 'PUT', path: '/channels/:channel/messages/pins/:message', limit: PER_CHANNEL, answer: pin },
    { method: 'PUT', path: '/channels/:channel/pins/:message', limit: PER_CHANNEL, answer: pin },
    { method: 'DELETE', path: '/channels/:channel/messages/pins/:message', limit: PER_CHANNEL, answer: unpin },
    { method: 'DELETE', path: '/channels/:channel/pins/:message', limit: PER_CHANNEL, answer: unpin },
  ];
}
