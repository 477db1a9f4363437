import { Hono } from 'hono';
import { z } from 'zod';
import type { Actions } from '../actions/actions.ts';
import { DiscordError, refusal } from '../discord-error.ts';
import type { Faults } from '../faults.ts';
import { type Permissions } from '../permissions.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { addChannelRoutes } from './channel-routes.ts';
import { createEventStream } from './event-stream.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { type PeopleApp, readBody } from './http.ts';
import { addInteractionRoutes } from './interaction-routes.ts';
import type { People } from './people.ts';
import { createState } from './state.ts';

const locale = z.string().regex(/^[a-z]{2}(?:-[A-Z\d]{2,3})?$/);
const newPerson = z.object({
  name: z.string().trim().min(1).max(32),
  moderator: z.boolean().optional(),
  bot: z.boolean().optional(),
  locale: locale.optional(),
});
const personChange = z.object({ locale });
const newRole = z.object({
  name: z.string().trim().min(1).max(100),
  mentionable: z.boolean().optional(),
  color: z.number().int().min(0).max(0xff_ff_ff).optional(),
});
const guildChange = z.object({
  preferredLocale: locale.optional(),
  premiumTier: z.number().int().min(0).max(3).optional(),
});
const newDirect = z.object({ recipient: z.string().optional() });

interface PeopleHttpOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  people: People;
  gateway: { isOnline: () => boolean };
  faults: Faults['controls'];
  hasRateLimits: () => boolean;
  setRateLimits: (areOn: boolean) => void;
  faultsNow: () => object;
  /** Answers everything below `/playground` that is not the page's API. */
  controls?: Hono | undefined;
  botId: () => string;
  guildId: () => string;
}

/** The API of the page, under `/playground`: a browser acts as one of the people. README.md describes it. */
export function createPeopleHttp(options: PeopleHttpOptions) {
  const { world, permissions, views, actions, people, gateway, botId, guildId } = options;
  const state = createState({ ...options, isOnline: gateway.isOnline, hasControls: options.controls !== undefined });
  const app: PeopleApp = new Hono<{ Variables: { person: ReturnType<People['person']> } }>().basePath('/playground');

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

  app.get('/people', (context) => context.json(state.people()));
  app.post('/people', async (context) => {
    const { name, ...settings } = await readBody(context.req, newPerson);
    return context.json(state.person(people.person(name, settings).id));
  });
  app.post('/roles', async (context) => {
    const wanted = await readBody(context.req, newRole);
    return context.json(views.role(people.createRole(wanted)), 201);
  });
  app.patch('/guild', async (context) => {
    const { preferredLocale, premiumTier } = await readBody(context.req, guildChange);
    if (preferredLocale !== undefined) actions.guilds.setPreferredLocale(guildId(), preferredLocale);
    if (premiumTier !== undefined) actions.guilds.setPremiumTier(guildId(), premiumTier);
    return context.json(state.guild());
  });

  // Also of the bot, which is none of the people.
  app.on(['PUT', 'DELETE'], '/people/:member/roles/:role', (context) => {
    const { member, role: roleId } = context.req.param();
    const userId = member === botId() ? member : people.find(member)?.id;
    if (userId === undefined || !people.isMember(userId)) throw refusal('unknownUser');
    const role = world.roles.get(roleId);
    if (!role || role.botId !== undefined || role.id === guildId()) throw refusal('unknownRole');
    (context.req.method === 'PUT' ? people.giveRole : people.takeRole)(userId, role.id);
    return context.body(null, 204);
  });

  app.use('/people/:person/*', async (context, next) => {
    const user = people.find(context.req.param('person'));
    // Who was kicked or banned comes back by joining, not by looking.
    if (!user || !people.isMember(user.id)) throw refusal('unknownUser');
    context.set('person', people.person(user.id));
    return next();
  });
  app.patch('/people/:person', async (context) => {
    const wanted = await readBody(context.req, personChange);
    await context.var.person.setLocale(wanted.locale);
    return context.json(state.person(context.var.person.id));
  });
  app.get('/people/:person/state', (context) => context.json(state.of(context.var.person)));
  app.get('/people/:person/events', (context) =>
    createEventStream({
      world,
      permissions,
      views,
      userId: context.var.person.id,
      hello: {
        bot: botId(),
        online: gateway.isOnline(),
        faults: options.faultsNow(),
        eventCount: world.eventCount(),
      },
    }),
  );
  app.post('/people/:person/directs', async (context) => {
    const { recipient } = await readBody(context.req, newDirect);
    return context.json(await context.var.person.openDm(recipient));
  });
  addChannelRoutes(app, { world, permissions, state });
  addInteractionRoutes(app, { world, actions, guildId });
  addFaultRoutes(app, options);
  if (options.controls) app.route('/', options.controls);

  return app;
}
