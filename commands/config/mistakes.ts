import type { z } from 'zod';
import type { Say } from '../../src/texts/texts.ts';

type Issue = z.core.$ZodIssue;

const TOO_MUCH = { number: 'config.tooHigh', string: 'config.tooLong', array: 'config.tooMany' } as const;
const TOO_LITTLE = { number: 'config.tooLow', string: 'config.saysNothing', array: 'config.saysNothing' } as const;

/** What is wrong with settings, a line each; `where` names what stands at a path. */
export function sayMistakes({ issues }: z.ZodError, say: Say, where: (path: string) => string): string[] {
  return issues.map((issue) => {
    const path = issue.path.map(String);
    const problem = sayProblem(issue, say);
    return path.length > 0 ? say('config.mistake', { what: where(path.join('.')), problem }) : problem;
  });
}

function sayProblem(issue: Issue, say: Say): string {
  switch (issue.code) {
    case 'too_big':
      return say(TOO_MUCH[kindOf(issue.origin)], { limit: Number(issue.maximum) });
    case 'too_small':
      return say(TOO_LITTLE[kindOf(issue.origin)], { limit: Number(issue.minimum) });
    case 'invalid_type':
      return say('config.wrongKind', { kind: issue.expected });
    case 'invalid_value':
      return say('config.wrongValue', { values: issue.values.map(String).join(', ') });
    case 'unrecognized_keys':
      return say('config.unknownNames', { names: issue.keys.slice(0, 10).join(', ') });
    case 'invalid_key':
    case 'invalid_format':
      return say('config.wrongId');
    default:
      return say(issue.path.at(-1) === 'timeZone' ? 'config.wrongTimeZone' : 'config.doesNotFit');
  }
}

function kindOf(origin: string): keyof typeof TOO_MUCH {
  return origin === 'string' || origin === 'array' ? origin : 'number';
}
