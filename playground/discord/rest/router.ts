import { refusal } from '../discord-error.ts';
import type { Route } from './route.ts';

/** A route that fits a request, with what its path names. */
export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds routes: fixed words before parameters. Refuses unknown paths with 404 and wrong methods with 405. */
export function createRouter(routes: readonly Route[]) {
  const entries = routes.map((route) => ({ route, parts: route.path.split('/') }));

  return (method: string, path: string): Match => {
    const words = path.split('/');
    let isPathKnown = false;
    let best: (Match & { fixed: number }) | undefined;
    for (const { route, parts } of entries) {
      const params = match(parts, words);
      if (!params || route.fits?.(params) === false) continue;
      isPathKnown = true;
      const fixed = parts.filter((part) => !part.startsWith(':')).length;
      if (route.method === method && (!best || fixed > best.fixed)) best = { route, params, fixed };
    }
    if (!best) throw refusal(isPathKnown ? 'wrongMethod' : 'unknownRoute');
    return best;
  };
}

function match(parts: readonly string[], words: readonly string[]): Record<string, string> | undefined {
  if (parts.length !== words.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const word = words[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== word) return undefined;
    } else if (word === '') return undefined;
    else {
      const decoded = decode(word);
      if (decoded === undefined) return undefined;
      params[part.slice(1)] = decoded;
    }
  }
  return params;
}

function decode(word: string): string | undefined {
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}
