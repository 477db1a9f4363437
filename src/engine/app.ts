import { Hono } from 'hono';
import type { Logger } from 'pino';
import { ApiError, errorBody } from './api-error.ts';
import { createId } from './ids.ts';
import { assistantRoutes } from './routes/assistants.ts';
import { fileRoutes } from './routes/files.ts';
import { messageRoutes } from './routes/messages.ts';
import { passThroughRoutes } from './routes/pass-through.ts';
import { runRoutes } from './routes/runs.ts';
import { threadRoutes } from './routes/threads.ts';
import { vectorStoreRoutes } from './routes/vector-stores.ts';
import { runActionRoutes } from './routes/run-actions.ts';
import { stepRoutes } from './routes/steps.ts';
import type { Services } from './services.ts';

interface AppOptions extends Services {
  log: Logger;
  /** Make empty threads of ids that are not known. */
  isAdopting: boolean;
}

/** What paths may begin with, beside nothing: OpenAI's, and the two of Azure. */
const PREFIX = /^\/(?:v1|openai\/v1|openai)(?=\/)/;

/** What OpenAI's server wanted the header of its beta for; clients do not send it elsewhere. */
const BETA = /^\/(?:assistants|threads|vector_stores)(?:\/|$)/;

/** The API as a Hono app. */
export function createApp({ log, isAdopting, ...services }: AppOptions) {
  const { state, isStrict } = services;
  const app = new Hono<{ Variables: { requestId: string } }>({ getPath: pathOf });

  app.use(async (context, next) => {
    const startedAt = performance.now();
    context.set('requestId', createId('req'));
    await next();
    context.header('x-request-id', context.get('requestId'));
    context.header('openai-version', '2020-10-01');
    context.header('openai-processing-ms', `${Math.round(performance.now() - startedAt)}`);
  });

  app.use(async (context, next) => {
    if (isStrict && BETA.test(context.req.path)) refuseOtherBeta(context.req.header('openai-beta'));
    await next();
  });
  app.use('/threads/:thread_id/*', async (context, next) => {
    const { thread_id: threadId } = context.req.param();
    if (threadId !== 'runs') {
      refuseOtherIds('thread', threadId);
      if (isAdopting) await state.adoptThread(threadId);
    }
    await next();
  });
  app.use('/threads/:thread_id/messages/:message_id', async (context, next) => {
    refuseOtherIds('msg', context.req.param('message_id'), 'message_id');
    await next();
  });
  app.use('/threads/:thread_id/runs/:run_id/*', async (context, next) => {
    refuseOtherIds('run', context.req.param('run_id'));
    await next();
  });

  app.route('/assistants', assistantRoutes(services));
  app.route('/', messageRoutes(services));
  app.on(['GET', 'DELETE'], '/threads/runs', (context) => context.notFound()); // it is not a thread's id
  app.route('/threads', threadRoutes(services));
  app.route('/', runRoutes(services));
  app.route('/', runActionRoutes(services));
  app.route('/', stepRoutes(services));
  if (services.passThrough) app.use(passThroughRoutes(services.passThrough, services.files));
  else app.route('/', vectorStoreRoutes(state.store, services.vectorStores, services.files));
  app.route('/', fileRoutes(services.files));

  app.notFound((context) => {
    const message = `Invalid URL (${context.req.method} ${new URL(context.req.url).pathname})`;
    return context.json(errorBody({ message, code: null, param: null }), 404);
  });

  app.onError((error, context) => {
    if (error instanceof ApiError) {
      // Sent again, it would be in vain, or might happen twice.
      if (error.status === 501 || (error.status > 500 && context.req.method === 'POST'))
        context.header('x-should-retry', 'false');
      return context.json(errorBody(error), error.status);
    }
    log.error({ requestId: context.get('requestId'), method: context.req.method, err: error }, 'request failed');
    // What failed may have happened all the same: sent again, it might create a second message or run.
    if (context.req.method === 'POST') context.header('x-should-retry', 'false');
    const message = 'The server had an error while processing your request. Sorry about that!';
    return context.json({ error: { message, type: 'server_error', param: null, code: null } }, 500);
  });

  return app;
}

function pathOf({ url }: Request): string {
  return new URL(url).pathname.replace(PREFIX, '');
}

function refuseOtherBeta(header: string | undefined): void {
  const versions = (header ?? '').split(',').map((each) => each.trim());
  if (versions.includes('assistants=v2')) return;
  if (versions.includes('assistants=v1')) {
    const message =
      "The v1 Assistants API has been deprecated. Please try again by setting the header 'OpenAI-Beta: assistants=v2'.";
    throw new ApiError(400, message);
  }
  const message =
    "You must provide the 'OpenAI-Beta' header to access the Assistants API. Please try again by setting the header 'OpenAI-Beta: assistants=v2'.";
  throw new ApiError(400, message, { code: 'invalid_beta' });
}

function refuseOtherIds(prefix: string, id: string, param = `${prefix}_id`): void {
  if (id.startsWith(prefix)) return;
  throw new ApiError(400, `Invalid '${param}': '${id}'. Expected an ID that begins with '${prefix}'.`, {
    code: 'invalid_value',
    param,
  });
}
