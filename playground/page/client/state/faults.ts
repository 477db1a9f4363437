import { signal } from '@preact/signals';
import { call } from '../api.ts';

interface Where {
  method?: string;
  path?: string;
  /** What is left of it; `null` until it is cleared. */
  times: number | null;
}

/** What is broken in the local Discord at the moment, on purpose. */
export interface Faults {
  refusesConnections: boolean;
  isSilent: boolean;
  hasRateLimits: boolean;
  failures: ({ status: number | 'drop' } & Where)[];
  delays: ({ ms: number } & Where)[];
}

/** What can be broken: at once, until it is switched back, or for some requests. */
export type Fault =
  | { fault: 'dropSockets' | 'invalidateSessions' | 'reconnect' | 'expireFileLinks' }
  | { fault: 'refuseConnections' | 'stopAnswering' | 'rateLimits'; isOn: boolean }
  | { fault: 'fail'; status: number | 'drop'; times: number | null; path?: string }
  | { fault: 'slow'; ms: number; path?: string };

/**
 * Breaks the local Discord on purpose. Everything rejects with a sentence for a person. What is broken is known from
 * the events alone, as they come in order: an answer may be older than the event before it.
 */
export function createFaults() {
  const now = signal<Faults | undefined>(undefined);

  return {
    /** Undefined while it is not known. */
    now: now as { readonly value: Faults | undefined },
    take: (faults: Faults) => void (now.value = faults),
    begin: (fault: Fault) => call('POST', '/faults', fault),
    /** Ends all that lasts. */
    clear: () => call('DELETE', '/faults'),
  };
}
