import type { z } from 'zod';
import { ApiError } from './api-error.ts';

type Issue = z.core.$ZodIssue;

/** How deep a body may be nested; what is written by hand or made of types never comes near. */
const MAX_DEPTH = 200;

/**
 * What a client sent, checked, or OpenAI's refusal of the first thing that is wrong with it.
 *
 * @throws ApiError
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue ? refusal(innermost(issue)) : new ApiError(400, 'Invalid request.');
}

/**
 * The JSON body of a request; no body at all is an empty object (`threads.create()` sends none). `prepare` may change what was sent before it is checked.
 *
 * @throws ApiError
 */
export async function parseBody<Schema extends z.ZodType>(
  request: { text(): Promise<string> },
  schema: Schema,
  prepare: (body: unknown) => unknown = (body) => body,
): Promise<z.output<Schema>> {
  const text = await request.text();
  return parse(schema, text.trim() === '' ? {} : prepare(parseJson(text)));
}

function parseJson(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, 'We could not parse the JSON body of your request. The API expects a JSON payload.');
  }
  // Reading takes any depth, but writing it again would overflow the stack.
  if (!isWithin(MAX_DEPTH, body)) {
    throw new ApiError(400, `The JSON body of your request is nested more than ${MAX_DEPTH} levels deep.`);
  }
  return body;
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isWithin(depth - 1, each));
}

/** Of a value that fits no variant of a union, what is wrong with the variant that was meant. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const meant = issue.errors.map(([first]) => first).find((first) => first && !isWrongKind(first));
  return meant ? innermost({ ...meant, path: [...issue.path, ...meant.path] }) : issue;
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function refusal(issue: Issue): ApiError {
  const param = toParam(issue.path);
  const { code, message } = describe(issue, param);
  return new ApiError(400, message, { code, ...(param !== '' && { param }) });
}

function describe(issue: Issue, param: string): { code: string; message: string } {
  if (issue.code === 'custom') {
    return {
      code: typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid_value',
      message: issue.message,
    };
  }
  if (issue.input === undefined) {
    return { code: 'missing_required_parameter', message: `Missing required parameter: '${param}'.` };
  }
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(param, named(issue.expected), issue.input);
    case 'too_big':
    case 'too_small':
      return outOfRange(issue, param);
    case 'invalid_value':
      return unsupported(issue.input, issue.values);
    case 'invalid_union':
      if ('options' in issue && issue.options)
        return unsupported((issue.input as Record<string, unknown>)[issue.discriminator ?? ''], issue.options);
      return wrongType(param, `one of ${issue.errors.map((error) => expectedBy(error[0])).join(' or ')}`, issue.input);
    default:
      return { code: 'invalid_value', message: `Invalid '${param}': ${issue.message}.` };
  }
}

function wrongType(param: string, expected: string, input: unknown) {
  const subject = param === '' ? 'the body' : `'${param}'`;
  return {
    code: 'invalid_type',
    message: `Invalid type for ${subject}: expected ${expected}, but got ${kindOf(input)} instead.`,
  };
}

function unsupported(input: unknown, values: readonly unknown[]) {
  const quoted = values.map((value) => `'${String(value)}'`);
  const last = quoted.pop() ?? '';
  const list = quoted.length === 0 ? last : `${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last}`;
  const got = typeof input === 'string' ? `'${input}'` : kindOf(input);
  return { code: 'invalid_value', message: `Invalid value: ${got}. Supported values are: ${list}.` };
}

function outOfRange(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, param: string) {
  const isAbove = issue.code === 'too_big';
  const bound = Number(isAbove ? issue.maximum : issue.minimum);
  const side = isAbove ? 'maximum' : 'minimum';
  if (issue.origin === 'string' || issue.origin === 'array') {
    const length = (issue.input as string | unknown[]).length;
    const kind = issue.origin === 'string' ? 'a string' : 'an array';
    const got = length === 0 ? `an empty ${issue.origin}` : `${kind} with length ${length}`;
    return {
      code: isAbove ? `${issue.origin}_above_max_length` : `empty_${issue.origin}`,
      message: `Invalid '${param}': ${isAbove ? `${issue.origin} too long` : `empty ${issue.origin}`}. Expected ${kind} with ${side} length ${bound}, but got ${got} instead.`,
    };
  }
  const kind = Number.isInteger(issue.input) ? 'integer' : 'decimal';
  const relation = isAbove ? 'above maximum' : 'below minimum';
  return {
    code: `${kind}_${isAbove ? 'above_max' : 'below_min'}_value`,
    message: `Invalid '${param}': ${kind} ${relation} value. Expected a value ${isAbove ? '<=' : '>='} ${bound}, but got ${String(issue.input)} instead.`,
  };
}

function expectedBy(issue: Issue | undefined): string {
  if (issue?.code === 'invalid_type') return named(issue.expected);
  return issue?.code === 'invalid_value'
    ? issue.values.map((value) => `'${String(value)}'`).join(' or ')
    : 'another value';
}

function named(expected: string): string {
  const kinds: Record<string, string> = {
    int: 'an integer',
    number: 'a decimal',
    array: 'an array',
    record: 'an object',
    object: 'an object',
  };
  return kinds[expected] ?? `a ${expected}`;
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'an array';
  if (typeof input === 'number') return Number.isInteger(input) ? 'an integer' : 'a decimal';
  return typeof input === 'object' ? 'an object' : `a ${typeof input}`;
}

function toParam(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );
}
