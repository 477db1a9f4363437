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

interface Checks {
  /** What an answer to a request has to look like; nothing where the specification is silent. */
  answer(method: string, path: string, status: number, body: unknown): void;
  /** What an event of a stream has to look like. */
  event(name: string, data: unknown): void;
}

const ID = 'openapi.json';
const schema = (name: string) => `#/components/schemas/${name}`;
const NO_EVENT = schema('DoneEvent');
/** What comes with which event. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^error$/, schema('Error')],
  [/^thread\.created$/, schema('ThreadObject')],
  [/^thread\.message\.delta$/, schema('MessageDeltaObject')],
  [/^thread\.message\.(?:created|in_progress|completed|incomplete)$/, schema('MessageObject')],
  [/^thread\.run\.step\.delta$/, schema('RunStepDeltaObject')],
  [/^thread\.run\.step\.(?:created|in_progress|completed|failed|cancelled|expired)$/, schema('RunStepObject')],
  [
    /^thread\.run\.(?:created|queued|in_progress|requires_action|completed|incomplete|failed|cancelling|cancelled|expired)$/,
    schema('RunObject'),
  ],
];
const PREFIX = /^\/(?:v1|openai\/v1|openai)(?=\/)/;

const checks = loadChecks(process.env['ASSISTANTS_SCHEMA']);

/** Whether there is a specification to hold answers against. */
export const isSpecified = checks !== undefined;

/**
 * A `fetch` whose JSON answers and events are held against OpenAI's specification, when `ASSISTANTS_SCHEMA` names its
 * file: it rejects, or its stream breaks off, where they are something else.
 */
export function specified(fetch: Fetch): Fetch {
  if (!checks) return fetch;
  return async (input, init) => {
    const response = await fetch(input, init);
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream') && response.body) {
      const { status, headers } = response;
      return new Response(checkedEvents(response.body, checks), { status, headers });
    }
    if (!type.startsWith('application/json')) return response;
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    checks.answer(method.toLowerCase(), pathname.replace(PREFIX, ''), response.status, await response.clone().json());
    return response;
  };
}

/** The same stream, read only when it is read from, whose events are checked as they pass. */
function checkedEvents(body: ReadableStream<Uint8Array>, { event }: Checks): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, name = '', data = ''] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
          if (name === 'done' ? data !== '[DONE]' : !name && !block.startsWith(':'))
            throw deviation(block, ['no event']);
          if (name && name !== 'done') event(name, JSON.parse(data));
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function deviation(what: string, deviations: readonly string[]): Error {
  return new Error(`${what} is not what the specification says:\n${deviations.join('\n')}`);
}

function loadChecks(file: string | undefined): Checks | undefined {
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

  function pointerFor(method: string, path: string, status: number): string | undefined {
    const found = patterns.find(({ pattern }) => pattern.test(path))?.path;
    const operation = found === undefined ? undefined : specification.paths[found]?.[method];
    return status < 400 ? pointerOf(operation, found ?? '', method) : schema('ErrorResponse');
  }

  function validate(what: string, pointer: string | undefined, value: unknown): void {
    if (pointer === undefined) return;
    const validator = validators.get(pointer) ?? ajv.compile({ $ref: `${ID}${pointer}` });
    validators.set(pointer, validator);
    if (validator(value)) return;
    const deviations = (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    throw deviation(what, [...deviations, JSON.stringify(value)]);
  }

  return {
    answer: (method, path, status, body) =>
      validate(`${method.toUpperCase()} ${path} ${status}`, pointerFor(method, path, status), body),
    event: (name, data) => validate(name, EVENTS.find(([pattern]) => pattern.test(name))?.[1] ?? NO_EVENT, data),
  };
}

/** The specification calls itself 3.1 and says “or null” as 3.0 did; and it does not know the ids of an empty page. */
function corrected(key: string, value: unknown): unknown {
  const orNull = (one: unknown) => ({ anyOf: [one, { type: 'null' }] });
  if (key === 'first_id' || key === 'last_id') return orNull(value);
  // A tool of ours that the specification does not have.
  if (key === 'oneOf' && JSON.stringify(value).includes('AssistantToolsCode"')) {
    return [...(value as object[]), { properties: { type: { const: 'web_search' } }, required: ['type'] }];
  }
  if (typeof value !== 'object' || value === null || !('nullable' in value)) return value;
  const { nullable, ...rest } = value;
  return nullable === true ? orNull(rest) : rest;
}

function pointerOf(operation: Operation | undefined, path: string, method: string): string | undefined {
  if (!operation?.responses?.['200']?.content?.['application/json']?.schema) return undefined;
  const steps = ['paths', path, method, 'responses', '200', 'content', 'application/json', 'schema'];
  return `#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}
