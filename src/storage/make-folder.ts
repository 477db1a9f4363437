import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OperatorError } from '../errors.ts';

/**
 * Makes the folder for what is kept on disk, and those that it lies in, where they are missing.
 * @throws {OperatorError} when that cannot be done.
 */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(resolve(folder));
  } catch (error) {
    throw cannotUse(folder, error);
  }
}

/** For whatever goes wrong with files in the folder. */
export function cannotUse(folder: string, error: unknown): OperatorError {
  return new OperatorError(`Cannot use DATA_DIR ${folder}: ${(error as Error).message}`, { cause: error });
}

/** Node's `recursive` goes round in circles for ever where a parent says “no such file” to everything, as /proc does. */
function makeWithParents(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeWithParents(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
