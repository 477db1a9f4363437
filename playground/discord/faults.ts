/** Which requests are meant. */
interface Where {
  /** Default: every method. */
  method?: string | undefined;
  /** Matched against the path without `/api/v10`, or a piece of it. Default: every path. */
  path?: RegExp | string | undefined;
}

/** Answers of the REST API that are to go wrong. */
export interface Failure extends Where {
  /** The status of the answer; `'drop'` breaks the connection without one. */
  status: number | 'drop';
  /** How often. Default: once. `Infinity` until cleared. */
  times?: number | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** The request is carried out all the same: only the answer is lost. Default: it is not. */
  isCarriedOut?: boolean | undefined;
}

export interface Delay extends Where {
  ms: number;
  /** Default: until cleared. */
  times?: number | undefined;
}

/** What is broken at this moment. `times` is what is left of it, `null` until it is cleared. */
export interface FaultsNow {
  refusesConnections: boolean;
  isSilent: boolean;
  failures: { method?: string; path?: string; status: number | 'drop'; times: number | null }[];
  delays: { method?: string; path?: string; ms: number; times: number | null }[];
}

interface GatewayFaults {
  dropSockets(): void;
  invalidateSessions(): void;
  reconnect(): void;
}

export type Faults = ReturnType<typeof createFaults>;

interface FaultsOptions {
  gateway: () => GatewayFaults;
  expireFileLinks: () => void;
  /** Called whenever `now` answers something else. */
  onChange: () => void;
}

/** Breaks this Discord on purpose. */
export function createFaults({ gateway, expireFileLinks, onChange }: FaultsOptions) {
  let failures: (Failure & { left: number })[] = [];
  let delays: (Delay & { left: number })[] = [];
  let refusesConnections = false;
  let thaw: PromiseWithResolvers<void> | undefined;

  function takeFirst<Fault extends Where & { left: number }>(
    faults: readonly Fault[],
    method: string,
    path: string,
  ): Fault | undefined {
    const found = faults.find(
      (fault) => fault.left > 0 && (fault.method ?? method).toUpperCase() === method && isAt(path, fault.path),
    );
    if (!found) return undefined;
    found.left -= 1;
    if (found.left !== Infinity) onChange();
    return found;
  }

  return {
    /** What tests use. */
    controls: {
      /** Breaks every gateway connection without a word: bots resume. */
      dropSockets: () => gateway().dropSockets(),
      /** Forgets every session: bots identify anew, and what happens meanwhile is not replayed. */
      invalidateSessions: () => gateway().invalidateSessions(),
      /** Op 7: asks every bot to connect again and resume. */
      reconnect: () => gateway().reconnect(),
      /** The links to attachments that were told until now work no more, as after a day. */
      expireFileLinks,
      /** Makes REST requests go wrong, and downloads of attachments (below `/cdn`). */
      fail(failure: Failure): void {
        failures.push({ ...failure, left: failure.times ?? 1 });
        onChange();
      },
      /** Makes REST requests slow. */
      delay(delay: Delay): void {
        delays.push({ ...delay, left: delay.times ?? Infinity });
        onChange();
      },
      /** The same, in place of what was said of this method and path before; 0 ends it. */
      slow(delay: Delay): void {
        delays = delays.filter(({ method, path }) => method !== delay.method || path !== delay.path);
        if (delay.ms > 0) delays.push({ ...delay, left: delay.times ?? Infinity });
        onChange();
      },
      /** New gateway connections are refused with 503; those that are open stay. */
      refuseConnections(isRefusing = true): void {
        refusesConnections = isRefusing;
        onChange();
      },
      /** Requests and sockets hang without an answer, heartbeats too, until `stopAnswering(false)` or `clear()`. */
      stopAnswering(isSilent = true): void {
        if (isSilent) thaw ??= Promise.withResolvers();
        else {
          thaw?.resolve();
          thaw = undefined;
        }
        onChange();
      },
      /** What is on, without what is used up. */
      now(): FaultsNow {
        return {
          refusesConnections,
          isSilent: thaw !== undefined,
          failures: failures.filter(isLeft).map((failure) => ({ ...told(failure), status: failure.status })),
          delays: delays.filter(isLeft).map((delay) => ({ ...told(delay), ms: delay.ms })),
        };
      },
      /** Ends all of it. */
      clear(): void {
        failures = [];
        delays = [];
        refusesConnections = false;
        this.stopAnswering(false);
      },
    },
    /** What the server asks. */
    untilThawed: () => thaw?.promise,
    refusesConnections: () => refusesConnections,
    takeFailure: (method: string, path: string) => takeFirst(failures, method, path),
    takeDelayMs: (method: string, path: string) => takeFirst(delays, method, path)?.ms ?? 0,
  };
}

function isAt(path: string, wanted: RegExp | string = ''): boolean {
  return typeof wanted === 'string' ? path.includes(wanted) : path.search(wanted) >= 0;
}

const isLeft = ({ left }: { left: number }) => left > 0;

function told({ method, path, left }: Where & { left: number }) {
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path: String(path) }),
    times: left === Infinity ? null : left,
  };
}
