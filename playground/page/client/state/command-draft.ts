/** An option of a command that is being written. */
export interface CommandField {
  /** Of the option. */
  name: string;
  /** What stands in the field. */
  text: string;
  /** What was chosen from a list; absent while one types. */
  value?: string | number | boolean | undefined;
  /** Why it does not fit: a sentence. */
  problem?: string | undefined;
}

/** A command that is being written: which one, and its options in the order of their fields. */
export interface CommandDraft {
  /** `assistant switch` */
  name: string;
  fields: readonly CommandField[];
}

/** As one would type it: `/assistant switch name:Bobbin`. */
export function commandText({ name, fields }: CommandDraft, rest = ''): string {
  const options = fields.filter(({ text }) => text !== '').map((field) => `${field.name}:${field.text}`);
  return [`/${name}`, ...options, rest.trim()].filter((part) => part !== '').join(' ');
}
