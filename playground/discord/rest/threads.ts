import { ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { ChannelRecord } from '../records.ts';
import { parseDraft } from './message-form.ts';
import type { Resources } from './resources.ts';
import { type Call, param, queryOf, type Route } from './route.ts';

const archiveMinutes = z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]);
const threadBody = z.object({
  name: z.string().min(1).max(100),
  type: z
    .union([
      z.literal(ChannelType.AnnouncementThread),
      z.literal(ChannelType.PublicThread),
      z.literal(ChannelType.PrivateThread),
    ])
    .nullish(),
  auto_archive_duration: archiveMinutes.nullish(),
  invitable: z.boolean().nullish(),
  rate_limit_per_user: z.int().min(0).max(21600).nullish(),
});
const postBody = threadBody.omit({ type: true, invitable: true }).extend({
  message: z.looseObject({}),
  applied_tags: z.array(z.string()).nullish(),
});
const archivedQuery = z.object({
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});

/** Threads: starting them, who is in them, lists of them. */
export function threadRoutes({ world, permissions, views, actions, botId }: Resources): Route[] {
  const { threads, forums } = actions;

  /** In a forum a thread is a post, and begins with its message. */
  function post(call: Call): object {
    const form = parseForm(postBody, call.body);
    const { thread, message } = forums.post(botId(), param(call, 'channel'), {
      name: form.name,
      draft: parseDraft(call, form.message).draft,
      tags: form.applied_tags ?? undefined,
      autoArchiveMinutes: form.auto_archive_duration ?? undefined,
      slowmodeSeconds: form.rate_limit_per_user ?? undefined,
    });
    const body = { ...views.channel(thread, botId()), message: views.message(message, botId()) };
    return Response.json(body, { status: 201 });
  }

  function start(call: Call): object {
    if (world.channels.get(param(call, 'channel'))?.forum && call.params['message'] === undefined) return post(call);
    const form = parseForm(threadBody, call.body);
    const thread = threads.start(botId(), param(call, 'channel'), {
      name: form.name,
      messageId: call.params['message'],
      // On its own and without a type, Discord makes a private thread.
      isPrivate:
        call.params['message'] === undefined && (form.type ?? ChannelType.PrivateThread) === ChannelType.PrivateThread,
      autoArchiveMinutes: form.auto_archive_duration ?? undefined,
      invitable: form.invitable ?? undefined,
      slowmodeSeconds: form.rate_limit_per_user ?? undefined,
    });
    return Response.json(views.channel(thread, botId()), { status: 201 });
  }

  function listed(found: readonly ChannelRecord[], hasMore?: boolean): object {
    return {
      threads: found.map((thread) => views.channel(thread, botId())),
      members: found.map((thread) => views.threadMember(thread, botId())).filter((member) => member !== undefined),
      ...(hasMore !== undefined && { has_more: hasMore }),
    };
  }

  function archived(call: Call, isWanted: (thread: ChannelRecord) => boolean): object {
    const channel = world.channel(param(call, 'channel'));
    permissions.need(channel, botId(), Flags.ReadMessageHistory);
    const { before, limit } = queryOf(call, archivedQuery);
    const found = world
      .threadsOf(channel.guildId ?? '')
      .filter((thread) => thread.parentId === channel.id && thread.thread?.archived && isWanted(thread))
      .filter((thread) => before === undefined || (thread.thread?.archivedAt ?? '') < new Date(before).toISOString())
      .toSorted((left, right) => (right.thread?.archivedAt ?? '').localeCompare(left.thread?.archivedAt ?? ''));
    return listed(found.slice(0, limit), found.length > limit);
  }

  function memberOf(threadId: string, userId: string): object {
    const thread = threads.threadOf(threadId);
    permissions.need(thread, botId());
    const member = views.threadMember(thread, userId);
    if (!member) throw refusal('unknownMember');
    return member;
  }

  const isPrivate = (thread: ChannelRecord) => thread.type === ChannelType.PrivateThread;
  const userOf = (call: Call) => (call.params['user'] === '@me' ? botId() : param(call, 'user'));

  return [
    { method: 'POST', path: '/channels/:channel/messages/:message/threads', answer: start },
    { method: 'POST', path: '/channels/:channel/threads', answer: start },
    {
      method: 'GET',
      path: '/guilds/:guild/threads/active',
      answer(call) {
        const guildId = param(call, 'guild');
        if (!world.member(guildId, botId())) throw refusal('unknownGuild');
        return listed(
          world.threadsOf(guildId).filter((thread) => !thread.thread?.archived && permissions.canView(thread, botId())),
        );
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/threads/archived/public',
      answer: (call) => archived(call, (thread) => !isPrivate(thread)),
    },
    {
      method: 'GET',
      path: '/channels/:channel/threads/archived/private',
      answer(call) {
        permissions.need(world.channel(param(call, 'channel')), botId(), Flags.ManageThreads);
        return archived(call, isPrivate);
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/users/@me/threads/archived/private',
      answer: (call) => archived(call, (thread) => isPrivate(thread) && thread.thread?.members[botId()] !== undefined),
    },
    {
      method: 'GET',
      path: '/channels/:channel/thread-members',
      answer(call) {
        const thread = threads.threadOf(param(call, 'channel'));
        permissions.need(thread, botId());
        return Object.keys(thread.thread.members).map((userId) => views.threadMember(thread, userId));
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/thread-members/:user',
      answer: (call) => memberOf(param(call, 'channel'), userOf(call)),
    },
    {
      method: 'PUT',
      path: '/channels/:channel/thread-members/:user',
      answer: (call) =>
        call.params['user'] === '@me'
          ? threads.enter(botId(), param(call, 'channel'))
          : threads.add(botId(), param(call, 'channel'), param(call, 'user')),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/thread-members/:user',
      answer: (call) => threads.remove(botId(), param(call, 'channel'), userOf(call)),
    },
  ];
}
