const MAX_NAME = 60;
const MAX_EXTENSION = 10;

/** A name without its extension, and that with its dot. */
function parts(name: string): [stem: string, extension: string] {
  const extension = new RegExp(`\\.[A-Za-z0-9]{1,${MAX_EXTENSION}}$`).exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - extension.length), extension];
}

/**
 * A name for a file in Discord, of letters, digits, dots, hyphens and underscores: what Discord would change, is changed.
 * Nothing when too little of it is left.
 */
export function fileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const [stem, extension] = parts(
    last
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\w.-]+/g, '_'),
  );
  // Discord hides files whose names begin so.
  const kept = stem
    .replace(/^(?:SPOILER_|[._-])+/, '')
    .slice(0, MAX_NAME - extension.length)
    .replace(/[._-]+$/, '');
  return kept === '' ? '' : kept + extension.toLowerCase();
}

/** The name, or the first with a number that is not taken. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const [stem, extension] = parts(name);
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${stem}-${count}${extension}`;
  return unique;
}

/** Whether Discord shows such a file as a picture. */
export function isPictureName(name: string): boolean {
  return /\.(?:png|jpe?g|gif|webp)$/i.test(name);
}
