import type { CommandDraft, CommandField } from '../../state/command-draft.ts';
import type { Draft } from '../../state/writing.ts';
import type { CommandOption } from '../../types.ts';
import { openField, type Place, removeField, setField } from './command-mode.ts';

/** What changes when something is typed in a field, and where one writes then. */
export interface TypedInField {
  changes: Partial<Draft>;
  place: Place;
}

/**
 * What was typed into the field of an option. Whoever types all by hand, `question:why? file:`, comes from field to
 * field by the names of the options.
 */
export function typeInField(
  draft: CommandDraft,
  name: string,
  text: string,
  options: readonly CommandOption[],
): TypedInField {
  const named = nameAtEnd(text, options);
  const before = named === undefined ? text : text.slice(0, -named.length - 1).trim();
  // Its own name can stand at the beginning only; and what is filled in already is not named again.
  const isNamed = named === name ? before === '' : named !== undefined && !isFilled(draft, named);
  if (named === undefined || !isNamed) return { changes: setField(draft, { name, text }), place: name };
  if (named === name) return { changes: setField(draft, { name, text: '' }), place: name };
  const written = setField(draft, { name, text: before });
  return { changes: openField(written.command, named, { name, text }), place: named };
}

/** Takes an empty field away. When it was opened by its name in another one, the name stands there again. */
export function backOutOf(draft: Draft, { name, typedIn }: CommandField): Partial<Draft> {
  const removed = removeField(draft, name);
  return typedIn && removed.command ? { ...removed, ...setField(removed.command, typedIn) } : removed;
}

function isFilled({ fields }: CommandDraft, name: string): boolean {
  return fields.some((field) => field.name === name && field.text !== '');
}

/** The option whose name and colon end the text, standing alone. */
function nameAtEnd(text: string, options: readonly CommandOption[]): string | undefined {
  if (!text.endsWith(':')) return undefined;
  const word = text.slice(0, -1).split(/\s/).at(-1);
  return options.find(({ name }) => name === word)?.name;
}
