import type { Logger } from 'pino';
import { isLoopback } from '../../loopback.ts';
import type { Engine } from '../engine.ts';
import { createId } from '../ids.ts';
import { type BodyLimits, withBody } from './body.ts';
import { createKeyring, presentedKey } from './keyring.ts';
import { refuse } from './refusals.ts';
import { createSlots, type SlotLimits } from './slots.ts';

export interface GateOptions {
  /** The engine of each project; without keys there is one project, and every request is for it. */
  engines: ReadonlyMap<string, Pick<Engine, 'fetch'>>;
  /** Who may come in; none: everybody. */
  keys: readonly { readonly project: string; readonly key: string }[];
  /** Only this machine can reach it, so nobody may come under another machine's name. */
  isLocal: boolean;
  /** Rejects while the store is not reachable. */
  checkHealth: () => Promise<unknown>;
  log: Logger;
  bodies: BodyLimits;
  /** For each project: a busy one does not keep the others waiting. */
  slots: SlotLimits;
}

/** What can be waited for. */
const RUN = /\/threads\/[^/]+\/runs\/[^/]+$/;

type Handler = (request: Request) => Promise<Response>;

/** What stands between the network and the engines: lets in who may come in, and only what they can digest. */
export function createGate(options: GateOptions): Handler {
  const { engines, keys, isLocal, checkHealth, log, bodies } = options;
  const keyring = createKeyring(keys);
  const projects = new Map([...engines].map(([name, engine]) => [name, { engine, slots: createSlots(options.slots) }]));
  const [onlyProject] = projects.keys();

  return async (request) => {
    const startedAt = performance.now();
    const { pathname } = new URL(request.url);
    const asker: { project?: string } = {};
    const response = await answer(request, pathname, asker).catch((error: unknown) => brokenOff(request, error));
    const requestId = response.headers.get('x-request-id') ?? createId('req');
    if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId);

    const { status } = response;
    const ms = Math.round(performance.now() - startedAt);
    // A client that polls would fill the log.
    const level = request.method === 'GET' && status < 400 ? 'debug' : status < 500 ? 'info' : 'warn';
    log[level]({ requestId, ...asker, method: request.method, path: pathname, status, ms }, 'request answered');
    return response;
  };

  async function answer(request: Request, pathname: string, asker: { project?: string }): Promise<Response> {
    const refusal = strangerToThisMachine(request);
    if (refusal) return refusal;
    if (pathname === '/healthz') return health();

    const name = keys.length === 0 ? onlyProject : projectOf(request);
    if (name instanceof Response) return name;
    const project = projects.get(name ?? '');
    if (!name || !project) throw new Error(`There is no engine for the project ${name}.`);
    asker.project = name;

    // Who asks to be kept waiting for a run does no work meanwhile, and must not keep others from theirs.
    const isWaiting = request.method === 'GET' && RUN.test(pathname) && request.headers.has('prefer');
    const release = isWaiting ? () => undefined : await project.slots.take(request.signal);
    if (!release) return busy();
    try {
      const complete = await withBody(request, bodies);
      return complete instanceof Response ? complete : await project.engine.fetch(complete);
    } finally {
      release();
    }
  }

  /**
   * A web page must not reach an engine that trusts its machine: neither under a name of its own that it points here
   * (DNS rebinding), nor with requests that a browser sends without asking first.
   */
  function strangerToThisMachine({ headers, url }: Request): Response | undefined {
    if (!isLocal) return undefined;
    if (!isLoopback(new URL(url).hostname)) {
      return refuse(403, 'This server answers only under the names of its own machine, such as localhost.');
    }
    if (keys.length === 0 && headers.has('origin')) {
      return refuse(403, 'This server does not answer web pages.');
    }
    return undefined;
  }

  function projectOf({ headers }: Request): string | Response {
    const key = presentedKey(headers);
    if (key === undefined) {
      const message =
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
      return refuse(401, message);
    }
    const message = 'Incorrect API key provided. The keys of this server are those in its ENGINE_API_KEYS.';
    return keyring.projectOf(key) ?? refuse(401, message, { code: 'invalid_api_key' });
  }

  async function health(): Promise<Response> {
    try {
      await checkHealth();
      return Response.json({ status: 'ok' });
    } catch (error) {
      log.warn({ err: error }, 'store is not reachable');
      return Response.json({ status: 'unavailable' }, { status: 503 });
    }
  }

  function brokenOff(request: Request, error: unknown): Response {
    if (request.signal.aborted) return new Response(null, { status: 499 }); // nobody reads it
    log.error({ method: request.method, err: error }, 'request broke off');
    // What failed may have happened all the same: sent again, it might create a second message or run.
    return refuse(500, 'The server had an error while processing your request. Sorry about that!', {
      headers: { 'x-should-retry': 'false' },
    });
  }
}

function busy(): Response {
  const message = 'Too many requests are waiting here already. Please try again in a moment.';
  return refuse(429, message, { code: 'rate_limit_exceeded', headers: { 'retry-after': '1' } });
}
