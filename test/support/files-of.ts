import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the files below a folder in which these bytes are. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
