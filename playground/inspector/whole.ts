import type { Entry } from './entries.ts';
import { readFrame } from './frame.ts';
import { summaryOf } from './summary.ts';
import { toJson } from './keep.ts';

/** An entry with everything that is kept of it. README.md says what that is. */
export function wholeOf(entry: Entry): object {
  const summary = summaryOf(entry);
  switch (entry.kind) {
    case 'rest': {
      const { body, response, rateLimit, ...rest } = entry;
      return { ...rest, ...summary, rateLimit, body: toJson(body), response: toJson(response) };
    }
    case 'gateway': {
      if ('event' in entry) return { ...entry, ...summary };
      const { text, ...rest } = entry;
      return { ...rest, ...summary, ...(readFrame(text) ?? { op: null, t: null, s: null, d: text }) };
    }
    case 'assistants': {
      const { body, response, isStream, ...rest } = entry;
      return { ...rest, ...summary, isStream, body: toJson(body), response: isStream ? response : toJson(response) };
    }
    case 'model': {
      const { request, ...rest } = entry;
      return { ...rest, ...summary, request: toJson(request) };
    }
  }
}
