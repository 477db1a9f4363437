import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { z } from 'zod';

/** A key of the engine and whose it is: the keys of one project see the same assistants and threads, and no others. */
export interface ApiKey {
  readonly project: string;
  readonly key: string;
}

/** Which model a name means; a name may hold `*` for anything. The first that fits counts. */
export type ModelAliases = Readonly<Record<string, string>>;

/** A SQLite file and what assistants call it. */
export interface DatabaseFile {
  readonly name: string;
  readonly path: string;
}

const MIN_KEY = 16;
const NAMED_KEY = /^([A-Za-z][\w-]{0,63})=(.*[^=].*)$/; // `=` alone is the padding of a key in base64
const KEY = /^[\x21-\x7e]+$/;

/** `key, name=key, …`: a key without a name is a project of its own, named after the key's hash. */
export const apiKeys = z
  .string()
  .transform((text) => entriesOf(text).map(toApiKey))
  .refine((keys) => keys.every(({ key }) => key.length >= MIN_KEY && KEY.test(key)), {
    error: `must hold keys of at least ${MIN_KEY} visible characters, e.g. from: openssl rand -hex 24`,
    abort: true,
  })
  .refine((keys) => new Set(keys.map(({ key }) => key)).size === keys.length, 'must not hold a key twice');

/** `name=model, name*=model, …` */
export const modelAliases = z
  .string()
  .transform((text) => entriesOf(text).map((entry) => entry.split('=').map((part) => part.trim())))
  .refine(
    (pairs) => pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== '')),
    'must be written like gpt-4o=gpt-6-luna,gpt-4*=gpt-6-luna',
  )
  .transform((pairs): ModelAliases => Object.fromEntries(pairs));

/** `id, id, …` */
export const ownerIds = z
  .string()
  .transform(entriesOf)
  .refine((ids) => ids.every((id) => /^\d{15,20}$/.test(id)), 'must hold Discord ids: 15 to 20 digits each');

/** `name=path, path, …`: a path without a name is named after its file. */
export const databaseFiles = z
  .string()
  .transform((text) => entriesOf(text).map(toDatabaseFile))
  .refine((files) => files.every(({ name, path }) => name !== '' && path !== ''), 'must be written like name=path,path')
  .refine(
    (files) => new Set(files.map(({ name }) => name)).size === files.length,
    'must not hold a name twice: name them, as in name=path',
  );

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function toDatabaseFile(entry: string): DatabaseFile {
  const [, name, path = ''] = /^([A-Za-z][\w-]{0,63})=(.*)$/.exec(entry) ?? [];
  return name === undefined ? { name: parse(entry).name, path: entry } : { name, path: path.trim() };
}

function toApiKey(entry: string): ApiKey {
  const [, project, key] = NAMED_KEY.exec(entry) ?? [];
  if (project !== undefined && key !== undefined) return { project, key };
  return { project: `key-${createHash('sha256').update(entry).digest('hex').slice(0, 12)}`, key: entry };
}
