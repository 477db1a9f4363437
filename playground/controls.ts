import { Hono } from 'hono';
import { z } from 'zod';
import { readBody } from './discord/people/http.ts';
import type { BotStatus, Host } from './host.ts';
import type { Inspector } from './inspector/inspector.ts';

/** What may be read of the Assistants API. */
const READABLE = /^\/(?:threads\/[\w-]+(?:\/messages|\/runs(?:\/[\w-]+(?:\/steps)?)?)?|assistants\/[\w-]+)$/;

const chosenModel = z.object({
  id: z.string().min(1),
  apiKey: z
    .string()
    .trim()
    .refine((key) => /^[\x21-\x7e]{1,1000}$/.test(key), 'A key has no spaces or special letters in it.')
    .optional(),
  baseUrl: z.string().trim().refine(isHttpUrl, 'The address must begin with http:// or https://.').optional(),
  model: z.string().trim().min(1).max(200).optional(),
});

interface ControlsOptions {
  inspector: Inspector;
  /** Whoever runs the bot, if it is not somebody else's. */
  host: () => Host | undefined;
  discord: () => { apiUrl: string; token: string; isOnline: boolean };
  /** Everything but the bot is as in the beginning. */
  startOver: () => void;
}

/** What a page asks of the playground beyond its Discord: the bot and its model, a new beginning, the inspector. */
export function createControls({ inspector, host, discord, startOver }: ControlsOptions): Hono {
  const app = new Hono();

  function refuse(status: number, message: string): Response {
    return Response.json({ message, code: 0 }, { status });
  }

  /** Nobody runs the bot but whoever made it: this is how they point it here. */
  function describeAlone(): BotStatus & { connection: { apiUrl: string; token: string } } {
    const { apiUrl, token, isOnline } = discord();
    return { bot: isOnline ? 'running' : 'stopped', connection: { apiUrl, token } };
  }

  async function describe(): Promise<object> {
    const runner = host();
    return {
      ...(runner && { name: runner.name }),
      ...(runner?.status() ?? describeAlone()),
      canRestart: runner !== undefined,
      ...(runner?.models && { models: await runner.models.list() }),
      hasAssistants: runner?.assistants !== undefined,
    };
  }

  app.get('/host', async (context) => context.json(await describe()));
  app.post('/host/restart', async (context) => {
    const runner = host();
    if (!runner) return refuse(404, 'This bot is run by somebody else, who has to restart it.');
    await runner.restart();
    return context.json(await describe());
  });
  app.put('/host/model', async (context) => {
    const models = host()?.models;
    if (!models) return refuse(404, 'There is no choice of models.');
    const choice = await readBody(context.req, chosenModel);
    if (choice.apiKey !== undefined) inspector.hide(choice.apiKey);
    const refused = await models.choose(choice);
    return refused === undefined ? context.json(await describe()) : refuse(400, refused);
  });

  app.post('/start-over', async (context) => {
    const runner = host();
    if (!runner) startOver();
    const note = await runner?.startOver();
    return context.json(note === undefined ? {} : { note });
  });

  app.get('/assistants-thread', async (context) => {
    const assistants = host()?.assistants;
    if (!assistants) return refuse(404, 'Nothing is known of an Assistants API.');
    const threadId = await assistants.threadOf(context.req.query('channel') ?? '');
    return context.json({ threadId: threadId ?? null });
  });
  app.get('/assistants/*', async (context) => {
    const assistants = host()?.assistants;
    if (!assistants) return refuse(404, 'Nothing is known of an Assistants API.');
    const path = context.req.path.replace(/^\/playground\/assistants/, '');
    if (!READABLE.test(path)) return refuse(404, 'This is not there to be read.');
    const response = await assistants.get(`${path}${new URL(context.req.url).search}`);
    const text = inspector.mask(await response.text());
    return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
  });

  app.route(
    '/',
    inspector.http(() => discord().apiUrl),
  );
  return app;
}

function isHttpUrl(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}
