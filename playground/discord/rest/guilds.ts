import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import type { GuildRecord } from '../records.ts';
import { compareIds } from '../snowflake.ts';
import type { Resources } from './resources.ts';
import { type Call, param, queryOf, type Route } from './route.ts';

const membersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(1),
  after: z.string().default('0'),
});
const searchQuery = z.object({
  query: z.string(),
  limit: z.coerce.number().int().min(1).max(1000).default(1),
});

/** Servers, their channels, roles and members. */
export function guildRoutes({ world, views, privilegedIntents, permissions, botId }: Resources): Route[] {
  function guildOf(call: Call): GuildRecord {
    const guild = world.guilds.get(param(call, 'guild'));
    if (!guild || !world.member(guild.id, botId())) throw refusal('unknownGuild');
    return guild;
  }

  return [
    {
      method: 'GET',
      path: '/guilds/:guild',
      answer(call) {
        const guild = guildOf(call);
        const count = world.membersOf(guild.id).length;
        const counts = { approximate_member_count: count, approximate_presence_count: count };
        return { ...views.guild(guild), ...(call.query.get('with_counts') === 'true' && counts) };
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      answer: (call) => world.channelsOf(guildOf(call).id).map((channel) => views.channel(channel, botId())),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles',
      answer: (call) => world.rolesOf(guildOf(call).id).map(views.role),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles/:role',
      answer(call) {
        const role = world.roles.get(param(call, 'role'));
        if (!role || role.guildId !== guildOf(call).id) throw refusal('unknownRole');
        return views.role(role);
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members',
      answer(call) {
        const guild = guildOf(call);
        if (!privilegedIntents.has('GUILD_MEMBERS')) throw refusal('missingAccess');
        const { limit, after } = queryOf(call, membersQuery);
        return world
          .membersOf(guild.id)
          .toSorted((left, right) => compareIds(left.userId, right.userId))
          .filter((member) => compareIds(member.userId, after) > 0)
          .slice(0, limit)
          .map(views.member);
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/search',
      answer(call) {
        const { query, limit } = queryOf(call, searchQuery);
        const wanted = query.toLowerCase();
        return world
          .membersOf(guildOf(call).id)
          .filter((member) => world.user(member.userId).username.toLowerCase().startsWith(wanted))
          .slice(0, limit)
          .map(views.member);
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      answer(call) {
        const userId = param(call, 'user');
        const member = world.member(guildOf(call).id, userId === '@me' ? botId() : userId);
        if (!member) throw refusal(world.users.get(userId) ? 'unknownMember' : 'unknownUser');
        return views.member(member);
      },
    },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      answer: () =>
        [...world.guilds.values()]
          .filter((guild) => world.member(guild.id, botId()))
          .map((guild) => ({
            id: guild.id,
            name: guild.name,
            icon: null,
            banner: null,
            owner: guild.ownerId === botId(),
            permissions: views.permissions(permissions.inGuild(guild.id, botId())),
            features: [],
          })),
    },
  ];
}
