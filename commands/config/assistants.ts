import { UserError } from '../../src/errors.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import { MAX_OPTIONS, menu } from './controls.ts';
import type { View } from './view.ts';

/** The choice of a menu that unsets something. */
export const INHERIT = 'inherit';

/** A menu of the assistants that the server may use, and of none. */
export function assistantMenu(
  { assistants, context: { say } }: View,
  id: string,
  { none, chosenId }: { none: string; chosenId: string | undefined },
) {
  return menu(id, say('config.nameAssistant'), [
    { value: INHERIT, label: none, isChosen: chosenId === undefined },
    ...assistants
      .filter((one) => one.id.length <= 100)
      .map((one) => ({
        value: one.id,
        label: say('config.assistantLabel', { name: one.name ?? one.id }),
        ...(one.description && { description: one.description }),
        isChosen: one.id === chosenId,
      })),
  ]);
}

/** Said when a menu cannot hold all assistants, or none could be had. */
export function assistantNote({ assistants, context: { say } }: View): string[] {
  if (assistants.length === 0) return [say('config.noAssistants')];
  return assistants.length >= MAX_OPTIONS ? [say('config.moreAssistants')] : [];
}

/**
 * The id of the assistant that was chosen, by id or name; `undefined` for none.
 * @throws {UserError} for one that this server may not use.
 */
export async function chosenAssistant(
  { context, guild }: Pick<View, 'context' | 'guild'>,
  wanted: string | undefined,
): Promise<string | undefined> {
  if (wanted === undefined || wanted === INHERIT) return undefined;
  const found = await context.assistants.find(guild.id, wanted);
  if (!found) throw new UserError('assistant.unknown', { name: plainName(wanted) });
  return found.id;
}
