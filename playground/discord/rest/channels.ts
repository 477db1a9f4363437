import { ChannelFlags, ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { ForumSettings } from '../actions/forums.ts';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { Resources } from './resources.ts';
import { param, type Route } from './route.ts';

const bitField = z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).default('0');
const overwrite = z.object({
  id: z.string(),
  type: z.union([z.literal(0), z.literal(1)]),
  allow: bitField,
  deny: bitField,
});
const name = z.string().min(1).max(100);
const slowmode = z.int().min(0).max(21600);

const tag = z.object({
  id: z.string().nullish(),
  name: z.string().min(1).max(20),
  moderated: z.boolean().nullish(),
  emoji_name: z.string().nullish(),
});
const forumFields = {
  available_tags: z.array(tag).nullish(),
  default_reaction_emoji: z.looseObject({ emoji_name: z.string().nullish() }).nullish(),
  flags: z.int().nullish(),
};

const newChannelBody = z.object({
  ...forumFields,
  name,
  type: z
    .union([
      z.literal(ChannelType.GuildText),
      z.literal(ChannelType.GuildCategory),
      z.literal(ChannelType.GuildAnnouncement),
      z.literal(ChannelType.GuildForum),
    ])
    .nullish(),
  topic: z.string().max(1024).nullish(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwrite).nullish(),
});
const changeBody = z.object({
  ...forumFields,
  applied_tags: z.array(z.string()).nullish(),
  parent_id: z.string().nullish(),
  position: z.int().min(0).nullish(),
  name: name.optional(),
  topic: z.string().max(1024).nullish(),
  rate_limit_per_user: slowmode.nullish(),
  permission_overwrites: z.array(overwrite).nullish(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
});
const overwriteBody = z.object({ type: z.union([z.literal(0), z.literal(1)]), allow: bitField, deny: bitField });

function forumOf(form: z.output<z.ZodObject<typeof forumFields>>): ForumSettings {
  const { available_tags: tags, default_reaction_emoji: reaction, flags } = form;
  return {
    tags: tags?.map(({ id, name: called, moderated, emoji_name: emojiName }) => ({
      id: id ?? undefined,
      name: called,
      moderated: moderated ?? undefined,
      emojiName: emojiName ?? undefined,
    })),
    requiresTag: flags === undefined || flags === null ? undefined : (flags & ChannelFlags.RequireTag) !== 0,
    defaultReaction: reaction === undefined ? undefined : (reaction?.emoji_name ?? null),
  };
}

/** Channels, threads as channels, typing. */
export function channelRoutes({ world, permissions, views, actions, botId }: Resources): Route[] {
  const { channels } = actions;

  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      answer(call) {
        const channel = world.channel(param(call, 'channel'));
        permissions.need(channel, botId());
        return views.channel(channel, botId());
      },
    },
    {
      method: 'PATCH',
      path: '/channels/:channel',
      limit: { requests: 5, perMs: 5000 },
      answer(call) {
        const form = parseForm(changeBody, call.body);
        const changed = channels.update(botId(), param(call, 'channel'), {
          name: form.name,
          topic: form.topic === null ? '' : form.topic,
          slowmodeSeconds: form.rate_limit_per_user ?? undefined,
          overwrites: form.permission_overwrites ?? undefined,
          archived: form.archived,
          locked: form.locked,
          invitable: form.invitable,
          autoArchiveMinutes: form.auto_archive_duration,
          appliedTags: form.applied_tags ?? undefined,
          parentId: form.parent_id,
          position: form.position ?? undefined,
          forum: forumOf(form),
        });
        return views.channel(changed, botId());
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel',
      answer(call) {
        const deleted = channels.delete(botId(), param(call, 'channel'));
        return views.channel(deleted, botId());
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channel/permissions/:overwrite',
      answer(call) {
        const channel = world.channel(param(call, 'channel'));
        permissions.need(channel, botId(), Flags.ManageRoles);
        const added = { id: param(call, 'overwrite'), ...parseForm(overwriteBody, call.body) };
        channels.setOverwrites(channel.id, [...channel.overwrites.filter(({ id }) => id !== added.id), added]);
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/permissions/:overwrite',
      answer(call) {
        const channel = world.channel(param(call, 'channel'));
        permissions.need(channel, botId(), Flags.ManageRoles);
        const kept = channel.overwrites.filter(({ id }) => id !== param(call, 'overwrite'));
        channels.setOverwrites(channel.id, kept);
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      limit: { requests: 5, perMs: 5000 },
      answer: (call) => channels.typing(botId(), param(call, 'channel')),
    },
    {
      method: 'POST',
      path: '/guilds/:guild/channels',
      answer(call) {
        const guildId = param(call, 'guild');
        if (!world.member(guildId, botId())) throw refusal('unknownGuild');
        permissions.needInGuild(guildId, botId(), Flags.ManageChannels);
        const form = parseForm(newChannelBody, call.body);
        const channel = channels.create(guildId, {
          name: form.name,
          type: form.type ?? undefined,
          topic: form.topic ?? undefined,
          parentId: form.parent_id ?? undefined,
          overwrites: form.permission_overwrites ?? undefined,
          ...(form.type === ChannelType.GuildForum && { forum: forumOf(form) }),
        });
        return Response.json(views.channel(channel, botId()), { status: 201 });
      },
    },
  ];
}
