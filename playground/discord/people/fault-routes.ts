import { z } from 'zod';
import type { Faults } from '../faults.ts';
import { type PeopleApp, readBody } from './http.ts';

const MAX_TIMES = 1_000_000;
/** `null` is until it is cleared. */
const times = z.int().min(1).max(MAX_TIMES).nullable().optional();
const where = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  path: z.string().min(1).max(200).optional(),
};

const atOnce = ['dropSockets', 'invalidateSessions', 'reconnect', 'expireFileLinks'] as const;
const switches = ['refuseConnections', 'stopAnswering', 'rateLimits'] as const;

const wanted = z.discriminatedUnion(
  'fault',
  [
    z.object({ fault: z.enum(atOnce) }),
    z.object({ fault: z.enum(switches), isOn: z.boolean() }),
    z.object({
      fault: z.literal('fail'),
      status: z.union([z.int().min(400).max(599), z.literal('drop')], 'Must be a status from 400 to 599, or "drop".'),
      times,
      ...where,
    }),
    z.object({ fault: z.literal('slow'), ms: z.int().min(0).max(60_000), times, ...where }),
  ],
  `Must be one of ${[...atOnce, ...switches, 'fail', 'slow'].join(', ')}.`,
);

interface FaultRoutesOptions {
  faults: Faults['controls'];
  hasRateLimits: () => boolean;
  setRateLimits: (areOn: boolean) => void;
  /** What is broken, with whether there are limits. */
  faultsNow: () => object;
}

/** Breaking this Discord on purpose, from a page. */
export function addFaultRoutes(app: PeopleApp, options: FaultRoutesOptions): void {
  const { faults, hasRateLimits, setRateLimits, faultsNow } = options;
  const usual = hasRateLimits();

  function begin(body: z.output<typeof wanted>): void {
    switch (body.fault) {
      case 'dropSockets':
      case 'invalidateSessions':
      case 'reconnect':
      case 'expireFileLinks':
        return faults[body.fault]();
      case 'refuseConnections':
      case 'stopAnswering':
        return faults[body.fault](body.isOn);
      case 'rateLimits':
        return setRateLimits(body.isOn);
      case 'fail':
        return faults.fail({ ...body, times: body.times === null ? Infinity : body.times });
      case 'slow':
        return faults.slow({ ...body, times: body.times ?? Infinity });
    }
  }

  app.get('/faults', (context) => context.json(faultsNow()));
  app.post('/faults', async (context) => {
    begin(await readBody(context.req, wanted));
    return context.json(faultsNow());
  });
  app.delete('/faults', (context) => {
    faults.clear();
    setRateLimits(usual);
    return context.json(faultsNow());
  });
}
