import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const name = z.string().regex(/^\w{2,32}$/);
const newEmoji = z.object({ name, image: z.string() });

/** The emoji of servers and of the application. */
export function emojiRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { emojis } = actions;

  /** The server; `undefined` for the application. */
  function owner(call: Call): string | undefined {
    const { guild, application } = call.params;
    if (application !== undefined && application !== botId()) throw refusal('unknownApplication');
    if (guild !== undefined && !world.member(guild, botId())) throw refusal('unknownGuild');
    return guild;
  }

  function routesOf(path: string, listed: (all: object[]) => object): Route[] {
    return [
      { method: 'GET', path, answer: (call) => listed(emojis.list(owner(call)).map(views.emoji)) },
      {
        method: 'POST',
        path,
        answer(call) {
          const made = emojis.create(botId(), owner(call), parseForm(newEmoji, call.body));
          return Response.json(views.emoji(made), { status: 201 });
        },
      },
      {
        method: 'GET',
        path: `${path}/:emoji`,
        answer: (call) => views.emoji(emojis.get(owner(call), param(call, 'emoji'))),
      },
      {
        method: 'PATCH',
        path: `${path}/:emoji`,
        answer(call) {
          const { name: wanted } = parseForm(z.object({ name }), call.body);
          return views.emoji(emojis.rename(botId(), owner(call), param(call, 'emoji'), wanted));
        },
      },
      {
        method: 'DELETE',
        path: `${path}/:emoji`,
        answer: (call) => emojis.delete(botId(), owner(call), param(call, 'emoji')),
      },
    ];
  }

  return [
    ...routesOf('/guilds/:guild/emojis', (all) => all),
    ...routesOf('/applications/:application/emojis', (items) => ({ items })),
  ];
}
