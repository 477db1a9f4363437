import { z } from 'zod';
import { parseForm } from '../form.ts';
import type { RoleSettings } from '../actions/roles.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const color = z.int().min(0).max(0xff_ff_ff);
const roleBody = z.object({
  name: z.string().max(100).nullish(),
  permissions: z
    .union([z.string().regex(/^\d+$/), z.int()])
    .transform(BigInt)
    .nullish(),
  color: color.nullish(),
  colors: z.looseObject({ primary_color: color.nullish() }).nullish(),
  hoist: z.boolean().nullish(),
  mentionable: z.boolean().nullish(),
});
const positionsBody = z.array(z.object({ id: z.string(), position: z.int().min(0) }));

/** What a bot does with the roles of a server. They are read in `guilds.ts`. */
export function roleRoutes({ views, actions, botId }: Resources): Route[] {
  const { roles } = actions;
  const guild = (call: Call) => param(call, 'guild');

  return [
    {
      method: 'POST',
      path: '/guilds/:guild/roles',
      answer: (call) => views.role(roles.createAs(botId(), guild(call), settingsOf(call))),
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/roles',
      answer: (call) => roles.move(botId(), guild(call), parseForm(positionsBody, call.body)).map(views.role),
    },
    {
      method: 'PATCH',
      path: '/guilds/:guild/roles/:role',
      answer: (call) => views.role(roles.update(botId(), guild(call), param(call, 'role'), settingsOf(call))),
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/roles/:role',
      answer: (call) => roles.delete(botId(), guild(call), param(call, 'role')),
    },
  ];
}

function settingsOf(call: Call): RoleSettings {
  const { name, permissions, color: old, colors, hoist, mentionable } = parseForm(roleBody, call.body);
  return {
    name: name ?? undefined,
    permissions: permissions ?? undefined,
    color: colors?.primary_color ?? old ?? undefined,
    hoist: hoist ?? undefined,
    mentionable: mentionable ?? undefined,
  };
}
