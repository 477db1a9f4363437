import { invalidForm, refusal } from '../discord-error.ts';
import type { CommandData, CommandRecord } from '../records.ts';
import type { World } from '../world.ts';
import { parseCommand } from './command-form.ts';

/** How many commands of each type there may be in one place. */
const MAX_BY_TYPE: Record<number, number> = { 1: 100, 2: 15, 3: 15 };

/** The registered commands: everywhere (`guildId` undefined) or in one server. */
export function createCommands(world: World) {
  function list(guildId: string | undefined): CommandRecord[] {
    return [...world.commands.values()].filter((command) => command.guildId === guildId);
  }

  function get(guildId: string | undefined, id: string): CommandRecord {
    const command = world.commands.get(id);
    if (!command || command.guildId !== guildId) throw refusal('unknownCommand');
    return command;
  }

  function save(guildId: string | undefined, data: CommandData, previous: CommandRecord | undefined): CommandRecord {
    const command: CommandRecord = {
      id: previous?.id ?? world.newId(),
      version: world.newId(),
      data,
      ...(guildId !== undefined && { guildId }),
    };
    world.commands.set(command);
    return command;
  }

  function find(guildId: string | undefined, data: CommandData): CommandRecord | undefined {
    return list(guildId).find((command) => command.data.name === data.name && command.data.type === data.type);
  }

  function remove(id: string): void {
    world.commands.delete(id);
    for (const one of world.commandPermissions.values())
      if (one.targetId === id) world.commandPermissions.delete(one.id);
  }

  function needRoom(commands: readonly CommandData[]): void {
    for (const [type, max] of Object.entries(MAX_BY_TYPE))
      if (commands.filter((command) => command.type === Number(type)).length > max) throw refusal('tooManyCommands');
  }

  function emitChange(): void {
    // No gateway event of Discord: for whoever shows the commands.
    world.emit({ type: 'COMMANDS_CHANGED', view: () => ({}) });
  }

  return {
    list,
    get,

    /** Registers a command; one with the same name and type is replaced and keeps its id. */
    create(guildId: string | undefined, body: unknown): { command: CommandRecord; isNew: boolean } {
      const data = parseCommand(body);
      const previous = find(guildId, data);
      if (!previous) needRoom([...list(guildId).map((command) => command.data), data]);
      const command = save(guildId, data, previous);
      emitChange();
      return { command, isNew: !previous };
    },

    edit(guildId: string | undefined, id: string, body: unknown): CommandRecord {
      const previous = get(guildId, id);
      const data = parseCommand({ ...previous.data, ...(body as object), type: previous.data.type });
      const command = save(guildId, data, previous);
      emitChange();
      return command;
    },

    delete(guildId: string | undefined, id: string): void {
      remove(get(guildId, id).id);
      emitChange();
    },

    /** Registers these and takes all others away; all or nothing. */
    overwrite(guildId: string | undefined, bodies: readonly unknown[]): CommandRecord[] {
      const parsed = bodies.map((body, index) => parseAt(body, index));
      needRoom(parsed);
      const names = new Set<string>();
      for (const [index, { type, name }] of parsed.entries()) {
        if (names.has(`${type}:${name}`))
          throw invalidForm({
            [index]: {
              code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
              message: 'Application command names must be unique',
            },
          });
        names.add(`${type}:${name}`);
      }
      const before = list(guildId);
      const after = parsed.map((data) => save(guildId, data, find(guildId, data)));
      const kept = new Set(after.map((command) => command.id));
      for (const command of before) if (!kept.has(command.id)) remove(command.id);
      emitChange();
      return after;
    },

    /** What can be used in a place: a command of the server hides one of the same name from everywhere. */
    usableIn(guildId: string | undefined): CommandRecord[] {
      const own = guildId === undefined ? [] : list(guildId);
      const names = new Set(own.map((command) => `${command.data.type}:${command.data.name}`));
      const everywhere = list(undefined).filter(({ data }) => !names.has(`${data.type}:${data.name}`));
      return [...own, ...everywhere];
    },
  };
}

function parseAt(body: unknown, index: number): CommandData {
  try {
    return parseCommand(body);
  } catch (error) {
    const errors = (error as { errors?: object }).errors;
    if (!errors) throw error;
    throw Object.assign(invalidForm({}), { errors: { [index]: errors } });
  }
}
