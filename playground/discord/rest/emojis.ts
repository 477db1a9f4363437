import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { EmojiRecord } from '../records.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const name = z.string().min(2).max(32).regex(/^\w+$/);
const roles = z.array(z.string());
const newEmoji = z.object({ name, image: z.string(), roles: roles.optional() });
const emojiChange = z.object({ name: name.optional(), roles: roles.nullish() });

/** Emoji of servers and of the application. */
export function emojiRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { emojis } = actions;

  /** The server in the path; none where it is the application. */
  function ownerOf({ params }: Call): string | undefined {
    const { guild, application } = params;
    if (guild === undefined && application !== botId()) throw refusal('unknownApplication');
    if (guild !== undefined && !world.member(guild, botId())) throw refusal('unknownGuild');
    return guild;
  }

  function view(emoji: EmojiRecord): object {
    return views.emoji(emoji, { withCreator: emojis.maySeeCreators(emoji.guildId, botId()) });
  }

  function routes(path: string): Route[] {
    return [
      {
        method: 'GET',
        path,
        answer(call) {
          const owner = ownerOf(call);
          const items = emojis.list(owner).map(view);
          return owner === undefined ? { items } : items;
        },
      },
      {
        method: 'GET',
        path: `${path}/:emoji`,
        answer: (call) => view(emojis.get(ownerOf(call), param(call, 'emoji'))),
      },
      {
        method: 'POST',
        path,
        answer(call) {
          const made = emojis.create(botId(), ownerOf(call), parseForm(newEmoji, call.body));
          return Response.json(view(made), { status: 201 });
        },
      },
      {
        method: 'PATCH',
        path: `${path}/:emoji`,
        answer(call) {
          const form = parseForm(emojiChange, call.body);
          const wanted = {
            ...(form.name !== undefined && { name: form.name }),
            ...(form.roles !== undefined && { roles: form.roles ?? [] }),
          };
          return view(emojis.edit(botId(), ownerOf(call), param(call, 'emoji'), wanted));
        },
      },
      {
        method: 'DELETE',
        path: `${path}/:emoji`,
        answer: (call) => emojis.delete(botId(), ownerOf(call), param(call, 'emoji')),
      },
    ];
  }

  return [...routes('/guilds/:guild/emojis'), ...routes('/applications/:application/emojis')];
}
