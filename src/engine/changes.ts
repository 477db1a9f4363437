import { ApiError } from './api-error.ts';
import type { Metadata } from './objects.ts';
import { TOO_MANY_PROPERTIES, tooManyProperties } from './schemas.ts';

/**
 * Metadata after a modification: what was given is set, the rest stays.
 *
 * @throws ApiError when that makes too many pairs
 */
export function mergeMetadata(current: Metadata, given: Metadata | null | undefined): Metadata {
  if (!given) return current;
  const merged = { ...current, ...given };
  const message = tooManyProperties(merged);
  if (message !== undefined) throw new ApiError(400, message, { code: TOO_MANY_PROPERTIES, param: 'metadata' });
  return merged;
}

/** The fields that were given; those left out (`undefined`) change nothing. */
export function given<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
