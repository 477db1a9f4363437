const SNOWFLAKE = /\d{17,20}/g;
const OBJECT_ID = /\b(thread|run|msg|asst|step|file|vs)_[\dA-Za-z]{8,}/g;
const SHOWN = 4;

/** A path with names for the ids that are known, and only the ends of the others. */
export function shortLabel(label: string, nameOf: (id: string) => string | undefined): string {
  return label
    .replaceAll(SNOWFLAKE, (id) => nameOf(id) ?? `…${id.slice(-SHOWN)}`)
    .replaceAll(OBJECT_ID, (id, kind: string) => `${kind}_…${id.slice(-SHOWN)}`);
}
