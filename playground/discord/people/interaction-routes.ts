import { z } from 'zod';
import type { Actions } from '../actions/actions.ts';
import type { World } from '../world.ts';
import { CHANNEL, fileOf, type PeopleApp, readBody, THINKING_MS, upload } from './http.ts';
import type { Person } from './person.ts';
import type { InteractionWaiting, OptionValue } from './person-interactions.ts';

/** Comes back in the event that says that it is done. */
const nonce = z.string().min(1).max(36).optional();
const command = z
  .object({
    nonce,
    text: z.string().min(1).optional(),
    command: z.string().min(1).optional(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    /** The option that is being completed. */
    focused: z.string().optional(),
    files: z.record(z.string(), upload).default({}),
  })
  .refine((body) => (body.text === undefined) !== (body.command === undefined), { message: 'Give text or command.' });
const menu = z
  .object({ nonce, command: z.string().min(1), messageId: z.string().optional(), userId: z.string().optional() })
  .refine(({ messageId, userId }) => (messageId === undefined) !== (userId === undefined), {
    message: 'Give messageId or userId.',
  });
const pressed = z.object({ nonce, customId: z.string().min(1), values: z.array(z.string()).optional() });
const filled = z.object({
  nonce,
  values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string()), z.array(upload)])).default({}),
});
const permissionsBody = z.object({
  permissions: z.array(
    z.object({ id: z.string().regex(/^\d+$/), type: z.int().min(1).max(3), permission: z.boolean() }),
  ),
});

/** A command stays on the page while the bot is «thinking». */
const answered: InteractionWaiting = { timeoutMs: THINKING_MS };
/** Buttons, menus and modals are free again as soon as the bot has heard of them; the rest comes as events. */
const heard: InteractionWaiting = { timeoutMs: THINKING_MS, until: 'heard' };

interface InteractionRoutesOptions {
  world: World;
  actions: Actions;
  guildId: () => string;
}

/** Commands, menus, buttons, modals, and who may use commands, as one of the people. */
export function addInteractionRoutes(app: PeopleApp, { world, actions, guildId }: InteractionRoutesOptions): void {
  /** Tells the person's pages, after all that came of it. */
  function succeeded<Answer>(person: Person, nonce: string | undefined, answer: Answer): Answer {
    if (nonce !== undefined) world.emit({ type: 'INTERACTION_SUCCESS', onlyFor: person.id, view: () => ({ nonce }) });
    return answer;
  }

  app.get(`${CHANNEL}/commands`, (context) => context.json(context.var.person.commands(context.req.param('channel'))));
  app.post(`${CHANNEL}/commands`, async (context) => {
    const { nonce, text, command: name = '', options, files } = await readBody(context.req, command);
    const given = Object.entries(files).map(([option, file]): [string, OptionValue] => [option, fileOf(file)]);
    const values = { ...options, ...Object.fromEntries(given) };
    const { person } = context.var;
    const answer = await person.command(context.req.param('channel'), text ?? name, values, answered);
    return context.json(succeeded(person, nonce, answer));
  });
  app.post(`${CHANNEL}/autocomplete`, async (context) => {
    const { text, command: name = '', options, focused } = await readBody(context.req, command);
    const { person } = context.var;
    const choices = await person.autocomplete(context.req.param('channel'), text ?? name, options, focused);
    return context.json({ choices });
  });
  app.post(`${CHANNEL}/menus`, async (context) => {
    const { nonce, command: name, messageId, userId = '' } = await readBody(context.req, menu);
    const target = messageId === undefined ? { userId } : { messageId };
    const { person } = context.var;
    const answer = await person.contextMenu(context.req.param('channel'), name, target, answered);
    return context.json(succeeded(person, nonce, answer));
  });
  app.post(`${CHANNEL}/messages/:message/components`, async (context) => {
    const { nonce, customId, values } = await readBody(context.req, pressed);
    const { channel, message } = context.req.param();
    const { person } = context.var;
    const answer = values
      ? await person.choose(channel, message, customId, values, heard)
      : await person.click(channel, message, customId, heard);
    return context.json(succeeded(person, nonce, answer));
  });

  app.post('/people/:person/modals/:modal', async (context) => {
    const { nonce, values } = await readBody(context.req, filled);
    const { person } = context.var;
    const given = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : fileOf(one))) : value,
    ]);
    const modal = { id: context.req.param('modal') };
    const answer = await person.submit(modal, Object.fromEntries(given) as typeof values, heard);
    return context.json(succeeded(person, nonce, answer));
  });
  app.delete('/people/:person/modals/:modal', async (context) => {
    await context.var.person.dismiss({ id: context.req.param('modal') });
    return context.body(null, 204);
  });

  app.get('/people/:person/command-permissions', (context) =>
    context.json(
      actions.commandPermissions.list(guildId()).map(({ targetId, permissions }) => ({ id: targetId, permissions })),
    ),
  );
  app.put('/people/:person/command-permissions/:command', async (context) => {
    const { permissions } = await readBody(context.req, permissionsBody);
    await context.var.person.setCommandPermissions(context.req.param('command'), permissions);
    return context.body(null, 204);
  });
}
