import type { HeaderFields } from './entry.ts';
import type { Keep } from './keep.ts';

/** Those that tell something of a request or its answer; the others are the same all the time. */
const TELLING =
  /^(?:accept|authorization|content-type|openai-.*|retry-after|user-agent|x-audit-log-reason|x-ratelimit-.*|x-request-id|x-stainless-retry-count|via)$/;

/** The headers that are worth to be kept, without secrets. */
export function headerFields(headers: Headers, keep: Keep): HeaderFields {
  const fields = [...headers].filter(([name]) => TELLING.test(name));
  return Object.fromEntries(fields.map(([name, value]) => [name, keep(value)]));
}
