import { z } from 'zod';
import { parseForm } from '../form.ts';
import type { Resources } from './resources.ts';
import { param, type Route } from './route.ts';

const directBody = z.object({ recipient_id: z.string().regex(/^\d+$/) });

/** Users, the bot itself, direct messages. */
export function userRoutes({ world, views, actions, botId }: Resources): Route[] {
  return [
    {
      method: 'GET',
      path: '/users/@me',
      answer: () => ({ ...views.user(world.user(botId())), email: null, verified: true, mfa_enabled: true, bio: '' }),
    },
    { method: 'GET', path: '/users/:user', answer: (call) => views.user(world.user(param(call, 'user'))) },
    {
      method: 'POST',
      path: '/users/@me/channels',
      answer(call) {
        const { recipient_id: userId } = parseForm(directBody, call.body);
        return views.channel(actions.channels.openDirect(botId(), userId), botId());
      },
    },
  ];
}
