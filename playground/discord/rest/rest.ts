import { setTimeout as delay } from 'node:timers/promises';
import { DiscordError, refusal } from '../discord-error.ts';
import type { Failure, Faults } from '../faults.ts';
import { createRateLimits } from '../rate-limits.ts';
import type { Watcher } from '../watcher.ts';
import { applicationRoutes } from './applications.ts';
import { parseJson, type RawBody, readRaw } from './body.ts';
import { channelRoutes } from './channels.ts';
import { emojiRoutes } from './emojis.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { reactionRoutes } from './reactions.ts';
import type { Resources } from './resources.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { createRouter } from './router.ts';
import { threadRoutes } from './threads.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** A request that the bot made, for tests to look at. */
export interface LoggedRequest {
  method: string;
  /** Without `/api/v10` and without the query. */
  path: string;
  /** 0 when the connection was broken. */
  status: number;
  atMs: number;
  /** When it came in, on the clock of `performance.now()`: to measure how long a bot takes. */
  receivedMs: number;
}

export interface RestOptions extends Resources {
  token: () => string;
  faults: Faults;
  /** Whether limits are counted and told at this moment. */
  hasRateLimits: () => boolean;
  onRequest: (request: LoggedRequest) => void;
  watcher?: Watcher | undefined;
}

/** All that the API knows; README.md lists them. */
export function restRoutes(options: Resources): Route[] {
  return [
    ...gatewayRoutes(options),
    ...userRoutes(options),
    ...applicationRoutes(options),
    ...guildRoutes(options),
    ...memberRoutes(options),
    ...emojiRoutes(options),
    ...roleRoutes(options),
    ...channelRoutes(options),
    ...messageRoutes(options),
    ...reactionRoutes(options),
    ...threadRoutes(options),
    ...interactionRoutes(options),
    ...webhookRoutes(options),
  ];
}

/** The REST API, version 10. `drop` breaks the connection of a request. */
export function createRest(options: RestOptions) {
  const { world, faults, token, hasRateLimits, onRequest, watcher } = options;
  const limit = createRateLimits(world.now);
  const route = createRouter(restRoutes(options));

  async function answer(request: Request, url: URL, path: string, onBody: (raw: RawBody) => void): Promise<Response> {
    const version = /^\/api\/v(\d+)\//.exec(url.pathname)?.[1];
    if (version !== undefined && version !== '10') throw refusal('invalidApiVersion');
    const { route: found, params } = route(request.method, path);
    if (!found.isOpen && request.headers.get('authorization') !== `Bot ${token()}`) throw refusal('unauthorized');
    const limited = hasRateLimits() ? limit(found, params) : { headers: {} };
    if (limited.refused) {
      const { retryAfterSeconds, isGlobal } = limited.refused;
      const body = { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: isGlobal };
      return Response.json(body, { status: 429, headers: limited.headers });
    }
    const raw = await readRaw(request);
    onBody(raw);
    const response = await attempt(async () => {
      const body = parseJson(raw.text);
      const call = { params, query: url.searchParams, body, files: raw.files, reason: reasonOf(request) };
      const result = await found.answer(call);
      if (result instanceof Response) return result;
      return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
    });
    for (const [name, value] of Object.entries(limited.headers)) response.headers.set(name, value);
    return response;
  }

  return async (request: Request, drop: () => void): Promise<Response> => {
    const receivedMs = performance.now();
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/api(?:\/v\d+)?/, '');
    const { method } = request;
    const thaw = faults.untilThawed();
    await thaw;
    const waitMs = faults.takeDelayMs(method, path);
    if (waitMs > 0) await delay(waitMs, undefined, { ref: false });
    const failure = faults.takeFailure(method, path);
    let raw: RawBody | undefined;
    const isLost = failure !== undefined && !failure.isCarriedOut;
    const carriedOut = isLost ? undefined : await attempt(() => answer(request, url, path, (read) => (raw = read)));
    const response = failure ? brokenAnswer(failure) : (carriedOut ?? new Response(null, { status: 500 }));
    const isDropped = failure?.status === 'drop';
    const status = isDropped ? 0 : response.status;
    onRequest({ method, path, status, atMs: world.now(), receivedMs });
    if (watcher) {
      if (!request.bodyUsed) raw = await readRaw(request).catch(() => undefined);
      const tookMs = performance.now() - receivedMs;
      watcher.request({
        atMs: Date.now() - tookMs,
        tookMs,
        method,
        path,
        query: url.search,
        body: raw?.text ?? '',
        files: raw?.files ?? [],
        status,
        response: isDropped ? '' : await response.clone().text(),
        requestHeaders: request.headers,
        responseHeaders: response.headers,
        fault: isDropped ? 'dropped' : failure ? 'failed' : thaw || waitMs > 0 ? 'slowed' : undefined,
      });
    }
    if (isDropped) drop();
    return response;
  };
}

function brokenAnswer({ status, body, headers = {} }: Failure): Response {
  if (status === 'drop') return new Response(null, { status: 500 });
  return Response.json(body ?? { message: `${status}: broken on purpose`, code: 0 }, { status, headers });
}

/** https://docs.discord.com/developers/reference#http-api */
function reasonOf({ headers }: Request): string | undefined {
  const reason = headers.get('x-audit-log-reason');
  return reason === null ? undefined : decodeURIComponent(reason);
}

/** Discord's JSON for what was refused. */
async function attempt(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiscordError) return Response.json(error, { status: error.status });
    throw error;
  }
}
