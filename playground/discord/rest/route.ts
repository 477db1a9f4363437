import type { z } from 'zod';
import type { Upload } from '../actions/messages.ts';
import { parseForm } from '../form.ts';

/** One request of a bot, taken apart. */
export interface Call {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: (Upload & { field: string })[];
  /** What the bot wants to be remembered of why. */
  reason?: string | undefined;
}

/** How many requests are let through in which time. */
export interface Limit {
  requests: number;
  perMs: number;
}

export interface Route {
  method: string;
  /** `/channels/:channel/messages` */
  path: string;
  /** Whether it is for this one; without it, for all. */
  fits?(params: Readonly<Record<string, string>>): boolean;
  /** Needs no token in the header: it has one in the path, or says nothing secret. */
  isOpen?: boolean;
  /** Default: 50 in a second. */
  limit?: Limit;
  /** Answers with the body: `undefined` is 204; a Response is sent as it is. */
  answer(call: Call): unknown;
}

/** The parameter of a path; the router has made sure that it is there. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The query as an object, parsed. */
export function queryOf<Schema extends z.ZodType>(call: Call, schema: Schema): z.output<Schema> {
  return parseForm(schema, Object.fromEntries(call.query));
}
