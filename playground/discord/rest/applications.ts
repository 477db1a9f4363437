import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { CommandPermissionsRecord } from '../records.ts';
import type { Resources } from './resources.ts';
import { type Call, param, type Route } from './route.ts';

const commandsBody = z.array(z.looseObject({}));

/** The application and its commands, everywhere and per server. */
export function applicationRoutes({ world, views, actions, botId }: Resources): Route[] {
  const { commands, commandPermissions } = actions;

  function scope(call: Call): string | undefined {
    if (param(call, 'application') !== botId()) throw refusal('unknownApplication');
    const guildId = call.params['guild'];
    if (guildId !== undefined && !world.member(guildId, botId())) throw refusal('missingAccess');
    return guildId;
  }

  function commandRoutes(path: string): Route[] {
    return [
      { method: 'GET', path, answer: (call) => commands.list(scope(call)).map(views.command) },
      {
        method: 'PUT',
        path,
        answer: (call) => commands.overwrite(scope(call), parseForm(commandsBody, call.body)).map(views.command),
      },
      {
        method: 'POST',
        path,
        answer(call) {
          const { command, isNew } = commands.create(scope(call), call.body);
          return Response.json(views.command(command), { status: isNew ? 201 : 200 });
        },
      },
      {
        method: 'GET',
        path: `${path}/:command`,
        answer: (call) => views.command(commands.get(scope(call), param(call, 'command'))),
      },
      {
        method: 'PATCH',
        path: `${path}/:command`,
        answer: (call) => views.command(commands.edit(scope(call), param(call, 'command'), call.body)),
      },
      {
        method: 'DELETE',
        path: `${path}/:command`,
        answer: (call) => commands.delete(scope(call), param(call, 'command')),
      },
    ];
  }

  const permissionsView = ({ targetId, guildId, permissions }: CommandPermissionsRecord) => ({
    id: targetId,
    application_id: botId(),
    guild_id: guildId,
    permissions,
  });

  return [
    {
      method: 'GET',
      path: '/applications/:application/guilds/:guild/commands/permissions',
      answer: (call) => commandPermissions.list(scope(call) ?? '').map(permissionsView),
    },
    {
      method: 'GET',
      path: '/applications/:application/guilds/:guild/commands/:command/permissions',
      answer: (call) => permissionsView(commandPermissions.get(scope(call) ?? '', param(call, 'command'))),
    },
    {
      method: 'PUT',
      path: '/applications/:application/guilds/:guild/commands/:command/permissions',
      answer() {
        throw refusal('botsCannot');
      },
    },
    { method: 'GET', path: '/applications/@me', answer: () => views.application() },
    { method: 'GET', path: '/oauth2/applications/@me', answer: () => views.application() },
    ...commandRoutes('/applications/:application/commands'),
    ...commandRoutes('/applications/:application/guilds/:guild/commands'),
  ];
}
