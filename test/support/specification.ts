import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Fetch } from '../../src/engine/fetch.ts';

interface Operation {
  readonly responses?: Record<string, { readonly content?: Record<string, { readonly schema?: AnySchemaObject }> }>;
}

interface Specification {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** What an answer to a request has to look like; nothing where the specification is silent. */
type Check = (method: string, path: string, status: number, body: unknown) => void;

const ID = 'openapi.json';
const PREFIX = /^\/(?:v1|openai\/v1|openai)(?=\/)/;

const check = loadCheck(process.env['ASSISTANTS_SCHEMA']);

/** Whether there is a specification to hold answers against. */
export const isSpecified = check !== undefined;

/** A `fetch` whose JSON answers are held against OpenAI's specification, when `ASSISTANTS_SCHEMA` names its file. */
export function specified(fetch: Fetch): Fetch {
  if (!check) return fetch;
  return async (input, init) => {
    const response = await fetch(input, init);
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    if (!isJson) return response;
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    check(method.toLowerCase(), pathname.replace(PREFIX, ''), response.status, await response.clone().json());
    return response;
  };
}

function loadCheck(file: string | undefined): Check | undefined {
  if (!file) {
    process.stderr.write('\nANSWERS NOT VALIDATED: ASSISTANTS_SCHEMA names no OpenAPI file of the Assistants API.\n\n');
    return undefined;
  }
  const specification = JSON.parse(readFileSync(file, 'utf8'), corrected) as Specification;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false });
  ajv.addSchema(specification, ID);
  const validators = new Map<string, ValidateFunction>();
  const patterns = Object.keys(specification.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    holes: path.split('{').length,
  }));
  // `/threads/runs` before `/threads/{thread_id}`.
  patterns.sort((one, other) => one.holes - other.holes);

  function validatorFor(method: string, path: string, status: number): ValidateFunction | undefined {
    const found = patterns.find(({ pattern }) => pattern.test(path))?.path;
    const operation = found === undefined ? undefined : specification.paths[found]?.[method];
    const pointer = status < 400 ? pointerOf(operation, found ?? '', method) : '#/components/schemas/ErrorResponse';
    if (pointer === undefined) return undefined;
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `${ID}${pointer}` });
    validators.set(pointer, known);
    return known;
  }

  return (method, path, status, body) => {
    const validator = validatorFor(method, path, status);
    if (!validator || validator(body)) return;
    const deviations = (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    throw new Error(
      `${method.toUpperCase()} ${path} ${status} is not what the specification says:\n${deviations.join('\n')}\n${JSON.stringify(body)}`,
    );
  };
}

/** The specification calls itself 3.1 and says “or null” as 3.0 did; and it does not know the ids of an empty page. */
function corrected(key: string, schema: unknown): unknown {
  const orNull = (value: unknown) => ({ anyOf: [value, { type: 'null' }] });
  if (key === 'first_id' || key === 'last_id') return orNull(schema);
  if (typeof schema !== 'object' || schema === null || !('nullable' in schema)) return schema;
  const { nullable, ...rest } = schema;
  return nullable === true ? orNull(rest) : rest;
}

function pointerOf(operation: Operation | undefined, path: string, method: string): string | undefined {
  if (!operation?.responses?.['200']?.content?.['application/json']?.schema) return undefined;
  const steps = ['paths', path, method, 'responses', '200', 'content', 'application/json', 'schema'];
  return `#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}
