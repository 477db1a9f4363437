import type { Resources } from './resources.ts';
import type { Route } from './route.ts';

/** Where bots connect. */
export function gatewayRoutes({ gatewayUrl }: Resources): Route[] {
  return [
    { method: 'GET', path: '/gateway', isOpen: true, answer: () => ({ url: gatewayUrl() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      answer: () => ({
        url: gatewayUrl(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
      }),
    },
  ];
}
