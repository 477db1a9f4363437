import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseHistoryQuery } from '../history.ts';
import type { Permissions } from '../permissions.ts';
import type { World } from '../world.ts';
import { CHANNEL, fileOf, type PeopleApp, readBody, upload } from './http.ts';
import type { State } from './state.ts';

const uploads = z.array(upload).max(10).default([]);
const post = z.object({
  content: z.string().default(''),
  replyTo: z.string().optional(),
  ping: z.boolean().optional(),
  nonce: z.string().min(1).max(25).optional(),
  attachments: uploads,
});
const forumPost = z.object({
  name: z.string().min(1).max(100),
  content: z.string().default(''),
  tags: z.array(z.string()).optional(),
  attachments: uploads,
});
const edit = z.object({ content: z.string() });
const forward = z.object({ to: z.string() });
const votes = z.object({ answers: z.array(z.int()) });
const thread = z.object({
  name: z.string().min(1).max(100),
  messageId: z.string().optional(),
  private: z.boolean().optional(),
});
const forum = {
  tags: z
    .array(z.object({ id: z.string().optional(), name: z.string().min(1).max(20), moderated: z.boolean().optional() }))
    .optional(),
  requiresTag: z.boolean().optional(),
};
const newChannel = z.object({
  name: z.string().trim().min(1).max(100),
  type: z
    .literal([ChannelType.GuildText, ChannelType.GuildCategory, ChannelType.GuildAnnouncement, ChannelType.GuildForum])
    .default(ChannelType.GuildText),
  topic: z.string().max(1024).optional(),
  parentId: z.string().optional(),
  private: z.boolean().optional(),
  ...forum,
});
const change = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  topic: z.string().max(1024).optional(),
  ...forum,
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  appliedTags: z.array(z.string()).optional(),
});
interface ChannelRoutesOptions {
  world: World;
  permissions: Permissions;
  state: State;
}

/** Channels, threads, forums, and the messages in them, as one of the people. */
export function addChannelRoutes(app: PeopleApp, { world, permissions, state }: ChannelRoutesOptions): void {
  app.post('/people/:person/channels', async (context) => {
    const { tags, requiresTag, private: isPrivate, ...wanted } = await readBody(context.req, newChannel);
    const isForum = wanted.type === ChannelType.GuildForum;
    const made = { ...wanted, isPrivate, ...(isForum && { forum: { tags, requiresTag } }) };
    return context.json(await context.var.person.createChannel(made), 201);
  });
  app.get(CHANNEL, (context) => {
    const found = world.channel(context.req.param('channel'));
    permissions.need(found, context.var.person.id);
    return context.json(state.channelFor(found, context.var.person.id));
  });
  app.patch(CHANNEL, async (context) => {
    const { tags, requiresTag, ...wanted } = await readBody(context.req, change);
    const isForum = tags !== undefined || requiresTag !== undefined;
    const changed = { ...wanted, ...(isForum && { forum: { tags, requiresTag } }) };
    return context.json(await context.var.person.editChannel(context.req.param('channel'), changed));
  });
  app.delete(CHANNEL, async (context) => {
    await context.var.person.deleteChannel(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.post(`${CHANNEL}/typing`, async (context) => {
    await context.var.person.typing(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.post(`${CHANNEL}/threads`, async (context) => {
    const wanted = await readBody(context.req, thread);
    return context.json(await context.var.person.startThread(context.req.param('channel'), wanted), 201);
  });
  app.post(`${CHANNEL}/posts`, async (context) => {
    const { attachments, ...wanted } = await readBody(context.req, forumPost);
    const { person } = context.var;
    const made = { ...wanted, attachments: attachments.map(fileOf) };
    return context.json(await person.postInForum(context.req.param('channel'), made), 201);
  });
  app.put(`${CHANNEL}/members/@me`, async (context) => {
    await context.var.person.joinThread(context.req.param('channel'));
    return context.body(null, 204);
  });
  app.delete(`${CHANNEL}/members/@me`, async (context) => {
    await context.var.person.leaveThread(context.req.param('channel'));
    return context.body(null, 204);
  });

  app.get(`${CHANNEL}/pins`, (context) => context.json(context.var.person.pins(context.req.param('channel'))));
  app.get(`${CHANNEL}/messages`, (context) => {
    const query = parseHistoryQuery(context.req.query());
    return context.json(context.var.person.history(context.req.param('channel'), query));
  });
  app.post(`${CHANNEL}/messages`, async (context) => {
    const { content, attachments, ...how } = await readBody(context.req, post);
    const { person } = context.var;
    return context.json(
      await person.post(context.req.param('channel'), content, { ...how, attachments: attachments.map(fileOf) }),
      201,
    );
  });
  app.patch(`${CHANNEL}/messages/:message`, async (context) => {
    const { content } = await readBody(context.req, edit);
    const { channel: channelId, message } = context.req.param();
    return context.json(await context.var.person.edit(channelId, message, content));
  });
  app.delete(`${CHANNEL}/messages/:message`, async (context) => {
    const { channel: channelId, message } = context.req.param();
    await context.var.person.delete(channelId, message);
    return context.body(null, 204);
  });
  app.post(`${CHANNEL}/messages/:message/forward`, async (context) => {
    const { to } = await readBody(context.req, forward);
    const { channel: channelId, message } = context.req.param();
    return context.json(await context.var.person.forward(to, { id: message, channel_id: channelId }), 201);
  });
  app.get(`${CHANNEL}/messages/:message/reactions/:emoji`, (context) => {
    const { channel: channelId, message, emoji } = context.req.param();
    return context.json(context.var.person.reactors(channelId, message, emoji));
  });
  app.on(['PUT', 'DELETE'], `${CHANNEL}/messages/:message/reactions/:emoji`, async (context) => {
    const { channel: channelId, message, emoji } = context.req.param();
    const { person } = context.var;
    await (context.req.method === 'PUT' ? person.react : person.unreact)(channelId, message, emoji);
    return context.body(null, 204);
  });
  app.put(`${CHANNEL}/messages/:message/poll`, async (context) => {
    const { answers } = await readBody(context.req, votes);
    const { channel: channelId, message } = context.req.param();
    await context.var.person.vote(channelId, message, answers);
    return context.body(null, 204);
  });
  app.on(['PUT', 'DELETE'], `${CHANNEL}/messages/:message/pin`, async (context) => {
    const { channel: channelId, message } = context.req.param();
    const { person } = context.var;
    await (context.req.method === 'PUT' ? person.pin : person.unpin)(channelId, message);
    return context.body(null, 204);
  });
}
