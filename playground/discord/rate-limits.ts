import { createHash } from 'node:crypto';
import type { Limit, Route } from './rest/route.ts';

const GLOBAL_LIMIT: Limit = { requests: 50, perMs: 1000 };
const DEFAULT_LIMIT: Limit = { requests: 50, perMs: 1000 };
/** The parameters that have limits of their own each. */
const MAJOR_PARAMETERS = ['channel', 'guild', 'webhook', 'token'];

export interface RateLimited {
  /** To be sent with every answer. */
  headers: Record<string, string>;
  /** Set when the request is one too many. */
  refused?: { retryAfterSeconds: number; isGlobal: boolean };
}

interface Window {
  startedMs: number;
  used: number;
}

/** Counts requests as Discord does: per route and channel or server, and all together. */
export function createRateLimits(now: () => number) {
  const windows = new Map<string, Window>();

  function take(key: string, limit: Limit): { remaining: number; resetMs: number } {
    const known = windows.get(key);
    const window = known && now() - known.startedMs < limit.perMs ? known : { startedMs: now(), used: 0 };
    window.used += 1;
    windows.set(key, window);
    return { remaining: limit.requests - window.used, resetMs: window.startedMs + limit.perMs };
  }

  function forgetOld(): void {
    if (windows.size < 1000) return;
    for (const [key, window] of windows) if (now() - window.startedMs > 60_000) windows.delete(key);
  }

  return (route: Route, params: Record<string, string>): RateLimited => {
    forgetOld();
    const limit = route.limit ?? DEFAULT_LIMIT;
    const bucket = createHash('md5').update(`${route.method} ${route.path}`).digest('hex');
    // Interactions have no part in the global limit.
    if (!route.isOpen) {
      const all = take('global', GLOBAL_LIMIT);
      if (all.remaining < 0) return refuse({ 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }, all, true);
    }
    const majors = MAJOR_PARAMETERS.map((name) => params[name] ?? '').join(':');
    const own = take(`${bucket}:${majors}`, limit);
    const headers = {
      'x-ratelimit-limit': String(limit.requests),
      'x-ratelimit-remaining': String(Math.max(0, own.remaining)),
      'x-ratelimit-reset': (own.resetMs / 1000).toFixed(3),
      'x-ratelimit-reset-after': secondsUntil(own.resetMs).toFixed(3),
      'x-ratelimit-bucket': bucket,
    };
    return own.remaining < 0 ? refuse({ ...headers, 'x-ratelimit-scope': 'user' }, own, false) : { headers };
  };

  function refuse(headers: Record<string, string>, { resetMs }: { resetMs: number }, isGlobal: boolean): RateLimited {
    const retryAfterSeconds = secondsUntil(resetMs);
    return {
      headers: { ...headers, 'retry-after': String(Math.ceil(retryAfterSeconds)) },
      refused: { retryAfterSeconds, isGlobal },
    };
  }

  function secondsUntil(ms: number): number {
    return Math.max(1, ms - now()) / 1000;
  }
}
