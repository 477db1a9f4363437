import type { CommandContext } from '../../src/discord/command-context.ts';
import { UserError } from '../../src/errors.ts';

/**
 * How many assistants of its own a server may have; `undefined`: as many as it likes.
 * @throws {UserError} when it has as many.
 */
export async function requireRoom(
  serverId: string,
  { settings, workshop }: CommandContext,
): Promise<number | undefined> {
  const limit = settings.operator.ceilings.assistants;
  if (limit === undefined) return undefined;
  if ((await workshop.ownOf(serverId)).length >= limit) throw new UserError('assistants.tooMany', { count: limit });
  return limit;
}
