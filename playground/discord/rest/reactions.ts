import { z } from 'zod';
import { compareIds } from '../snowflake.ts';
import type { Resources } from './resources.ts';
import { type Call, param, queryOf, type Route } from './route.ts';

const ONE_IN_A_WHILE = { requests: 1, perMs: 250 };
const PATH = '/channels/:channel/messages/:message/reactions';

const listQuery = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** Reactions of the bot, and of others where it may take them away. */
export function reactionRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { reactions } = actions;
  const place = (call: Call) => [botId(), param(call, 'channel'), param(call, 'message')] as const;

  return [
    {
      method: 'PUT',
      path: `${PATH}/:emoji/@me`,
      limit: ONE_IN_A_WHILE,
      answer: (call) => reactions.add(...place(call), param(call, 'emoji')),
    },
    {
      method: 'DELETE',
      path: `${PATH}/:emoji/@me`,
      limit: ONE_IN_A_WHILE,
      answer: (call) => reactions.remove(...place(call), param(call, 'emoji'), botId()),
    },
    {
      method: 'DELETE',
      path: `${PATH}/:emoji/:user`,
      limit: ONE_IN_A_WHILE,
      answer: (call) => reactions.remove(...place(call), param(call, 'emoji'), param(call, 'user')),
    },
    {
      method: 'GET',
      path: `${PATH}/:emoji`,
      answer(call) {
        const { after, limit } = queryOf(call, listQuery);
        return reactions
          .list(...place(call), param(call, 'emoji'))
          .toSorted(compareIds)
          .filter((id) => after === undefined || compareIds(id, after) > 0)
          .slice(0, limit)
          .map((id) => views.user(world.user(id)));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/:emoji`,
      limit: ONE_IN_A_WHILE,
      answer: (call) => reactions.clear(...place(call), param(call, 'emoji')),
    },
    {
      method: 'DELETE',
      path: PATH,
      limit: ONE_IN_A_WHILE,
      answer: (call) => reactions.clear(...place(call)),
    },
  ];
}
