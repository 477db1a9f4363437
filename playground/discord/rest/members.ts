import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { BanRecord } from '../records.ts';
import { compareIds } from '../snowflake.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route, queryOf } from './route.ts';

const changeBody = z.object({
  nick: z.string().max(32).nullish(),
  roles: z.array(z.string()).nullish(),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish(),
});
const banBody = z.object({
  delete_message_seconds: z.int().min(0).max(604_800).nullish(),
});
const bansQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
  after: z.string().default('0'),
});

/** What a bot does with members of a server. They are read in `guilds.ts`. */
export function memberRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { members } = actions;
  const guild = (call: Call) => param(call, 'guild');
  const user = (call: Call) => (param(call, 'user') === '@me' ? botId() : param(call, 'user'));
  const view = ({ userId, reason }: BanRecord) => ({ user: views.user(world.user(userId)), reason: reason ?? null });

  function ban(call: Call): void {
    const { delete_message_seconds: deleteSeconds } = parseForm(banBody, call.body);
    members.ban(botId(), guild(call), user(call), { reason: call.reason, deleteSeconds: deleteSeconds ?? undefined });
  }

  return [
    {
      method: 'PATCH',
      path: '/guilds/:guild/members/:user',
      answer(call) {
        const form = parseForm(changeBody, call.body);
        const changed = members.update(botId(), guild(call), user(call), {
          nick: form.nick,
          roles: form.roles ?? undefined,
          timeoutUntil: form.communication_disabled_until,
        });
        return views.member(changed);
      },
    },
    {
      method: 'PUT',
      path: '/guilds/:guild/members/:user/roles/:role',
      answer: (call) => members.giveRole(botId(), guild(call), user(call), param(call, 'role')),
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/members/:user/roles/:role',
      answer: (call) => members.takeRole(botId(), guild(call), user(call), param(call, 'role')),
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/members/:user',
      answer: (call) => members.kick(botId(), guild(call), user(call)),
    },
    { method: 'PUT', path: '/guilds/:guild/bans/:user', answer: ban },
    {
      method: 'DELETE',
      path: '/guilds/:guild/bans/:user',
      answer: (call) => members.unban(botId(), guild(call), user(call)),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/bans',
      answer(call) {
        const { limit, after } = queryOf(call, bansQuery);
        return members
          .bans(botId(), guild(call))
          .toSorted((left, right) => compareIds(left.userId, right.userId))
          .filter(({ userId }) => compareIds(userId, after) > 0)
          .slice(0, limit)
          .map(view);
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/bans/:user',
      answer(call) {
        const found = members.bans(botId(), guild(call)).find(({ userId }) => userId === user(call));
        if (!found) throw refusal('unknownBan');
        return view(found);
      },
    },
  ];
}
