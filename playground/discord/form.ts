import type { z } from 'zod';
import { type FieldError, invalidForm } from './discord-error.ts';

/** Parses what came in; what does not fit is refused with Discord's 50035 and the place of every mistake. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidForm(fieldErrors(parsed.error.issues, ''));
}

/** What is wrong with a part of a form that is at `place`, `components.0` for example. */
export function findProblems(schema: z.ZodType, value: unknown, place: string): Record<string, FieldError[]> {
  const parsed = schema.safeParse(value);
  return parsed.success ? {} : fieldErrors(parsed.error.issues, place);
}

function fieldErrors(issues: readonly z.core.$ZodIssue[], place: string): Record<string, FieldError[]> {
  const fields: Record<string, FieldError[]> = {};
  for (const issue of issues) {
    const path = [...(place === '' ? [] : [place]), ...issue.path].join('.');
    (fields[path] ??= []).push(fieldError(issue));
  }
  return fields;
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string')
        return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
      if (issue.origin === 'array')
        return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
      return {
        code: 'NUMBER_TYPE_MAX',
        message: `int value should be less than or equal to ${issue.maximum}.`,
      };
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
      return {
        code: 'NUMBER_TYPE_MIN',
        message: `int value should be greater than or equal to ${issue.minimum}.`,
      };
    case 'invalid_type':
      if (issue.input === undefined) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
      return { code: 'BASE_TYPE_BAD_TYPE', message: `Only ${issue.expected} values are accepted.` };
    case 'invalid_format':
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.map(String).join(', ')}}.` };
    case 'custom':
      return { code: String(issue.params?.['code'] ?? 'BASE_TYPE_INVALID'), message: issue.message };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}
