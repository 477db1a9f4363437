import { Hono } from 'hono';
import { z } from 'zod';
import type { Actions } from '../actions/actions.ts';
import { DiscordError, refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { Permissions } from '../permissions.ts';
import type { GuildRecord } from '../records.ts';
import { compareIds } from '../snowflake.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { createEventStream } from './event-stream.ts';
import type { Invoke } from './invoke.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import { createState } from './state.ts';

/** How long a page waits for a bot that is «thinking»: as long as Discord lets it. */
const THINKING_MS = 15 * 60 * 1000;

const newPerson = z.object({ name: z.string().trim().min(1).max(32), moderator: z.boolean().optional() });
const post = z.object({
  content: z.string().default(''),
  replyTo: z.string().optional(),
  ping: z.boolean().optional(),
  attachments: z
    .array(z.object({ name: z.string().min(1).max(260), contentType: z.string().optional(), data: z.base64() }))
    .max(10)
    .default([]),
});
const edit = z.object({ content: z.string() });
const thread = z.object({
  name: z.string().min(1).max(100),
  messageId: z.string().optional(),
  private: z.boolean().optional(),
});
const change = z.object({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
});
const text = z.object({ text: z.string().min(1) });
const historyQuery = z.object({
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

interface PeopleHttpOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  invoke: Invoke;
  people: People;
  gateway: { isOnline: () => boolean };
  botId: () => string;
  guild: GuildRecord;
}

/** The API of the page, under `/playground`: a browser acts as one of the people. README.md describes it. */
export function createPeopleHttp(options: PeopleHttpOptions) {
  const { world, permissions, invoke, people, gateway, guild } = options;
  const state = createState({ ...options, isOnline: gateway.isOnline });
  const app = new Hono<{ Variables: { person: Person } }>().basePath('/playground');

  app.onError((error) => {
    if (error instanceof DiscordError) return Response.json(error, { status: error.status });
    throw error;
  });
  app.notFound(() => Response.json(refusal('unknownRoute'), { status: 404 }));

  // A form of another page can post text, but not JSON.
  app.use(async (context, next) => {
    const isJson = context.req.header('content-type')?.split(';')[0]?.trim() === 'application/json';
    if (['POST', 'PATCH'].includes(context.req.method) && !isJson)
      return Response.json({ message: 'Send application/json.', code: 0 }, { status: 415 });
    return next();
  });

  async function body<Schema extends z.ZodType>(request: { json(): Promise<unknown> }, schema: Schema) {
    let value: unknown;
    try {
      value = await request.json();
    } catch {
      throw refusal('invalidJson');
    }
    return parseForm(schema, value);
  }

  app.get('/people', (context) => context.json(state.people(guild)));
  app.post('/people', async (context) => {
    const { name, moderator } = await body(context.req, newPerson);
    const { id } = people.person(name, { moderator });
    return context.json(state.people(guild).find((one) => (one as { id: string }).id === id));
  });

  app.use('/people/:person/*', async (context, next) => {
    const user = people.find(context.req.param('person'));
    if (!user) throw refusal('unknownUser');
    context.set('person', people.person(user.id));
    return next();
  });
  app.get('/people/:person/state', (context) => context.json(state.of(context.var.person.id, guild)));
  app.get('/people/:person/events', (context) =>
    createEventStream({
      world,
      permissions,
      userId: context.var.person.id,
      hello: { bot: options.botId(), online: gateway.isOnline() },
    }),
  );
  app.post('/people/:person/directs', async (context) => context.json(await context.var.person.openDm()));

  const channel = '/people/:person/channels/:channel' as const;
  app.get(channel, (context) => {
    const found = world.channel(context.req.param('channel'));
    permissions.need(found, context.var.person.id);
    return context.json(state.channelFor(found, context.var.person.id));
  });
  app.patch(channel, async (context) => {
    const wanted = await body(context.req, change);
    return context.json(await context.var.person.editChannel(context.req.param('channel'), wanted));
  });
  app.delete(channel, async (context) => {
    await context.var.person.deleteChannel(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.post(`${channel}/typing`, async (context) => {
    await context.var.person.typing(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.post(`${channel}/threads`, async (context) => {
    const wanted = await body(context.req, thread);
    return context.json(await context.var.person.startThread(context.req.param('channel'), wanted), 201);
  });
  app.put(`${channel}/members/@me`, async (context) => {
    await context.var.person.joinThread(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.delete(`${channel}/members/@me`, async (context) => {
    await context.var.person.leaveThread(context.req.param('channel'));
    return context.body(null, 204);
  });

  app.get(`${channel}/messages`, (context) => {
    const { before, limit } = parseForm(historyQuery, context.req.query());
    const all = context.var.person
      .messages(context.req.param('channel'))
      .filter((message) => before === undefined || compareIds(message.id, before) < 0);
    return context.json({ messages: all.slice(-limit), hasMore: all.length > limit });
  });
  app.post(`${channel}/messages`, async (context) => {
    const { content, replyTo, ping, attachments } = await body(context.req, post);
    const files = attachments.map((file) => ({ ...file, data: Buffer.from(file.data, 'base64') }));
    const { person } = context.var;
    return context.json(
      await person.post(context.req.param('channel'), content, { replyTo, ping, attachments: files }),
      201,
    );
  });
  app.patch(`${channel}/messages/:message`, async (context) => {
    const { content } = await body(context.req, edit);
    const { channel: channelId, message } = context.req.param();
    return context.json(await context.var.person.edit(channelId, message, content));
  });
  app.delete(`${channel}/messages/:message`, async (context) => {
    const { channel: channelId, message } = context.req.param();
    await context.var.person.delete(channelId, message);
    return context.body(null, 204);
  });
  app.on(['PUT', 'DELETE'], `${channel}/messages/:message/reactions/:emoji`, async (context) => {
    const { channel: channelId, message, emoji } = context.req.param();
    const { person } = context.var;
    await (context.req.method === 'PUT' ? person.react : person.unreact)(channelId, message, emoji);
    return context.body(null, 204);
  });
  app.on(['PUT', 'DELETE'], `${channel}/messages/:message/pin`, async (context) => {
    const { channel: channelId, message } = context.req.param();
    const { person } = context.var;
    await (context.req.method === 'PUT' ? person.pin : person.unpin)(channelId, message);
    return context.body(null, 204);
  });

  app.get(`${channel}/commands`, (context) => {
    const found = world.channel(context.req.param('channel'));
    permissions.need(found, context.var.person.id);
    return context.json(state.commandsIn(found, context.var.person.id));
  });
  app.post(`${channel}/commands`, async (context) => {
    const { text: typed } = await body(context.req, text);
    const { person } = context.var;
    return context.json(await person.command(context.req.param('channel'), typed, {}, { timeoutMs: THINKING_MS }));
  });
  app.post(`${channel}/autocomplete`, async (context) => {
    const { text: typed } = await body(context.req, text);
    const choices = await invoke.autocomplete(context.var.person.id, context.req.param('channel'), typed);
    return context.json({ choices });
  });

  return app;
}
