import { readdir } from 'node:fs/promises';
import {
  type ApplicationCommandData,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  Collection,
  type ContextMenuCommandInteraction,
} from 'discord.js';

/** A file of the folder `commands`. */
export interface GuideCommand {
  data: { name: string; toJSON(): unknown };
  /** In seconds. */
  cooldown?: number;
  execute(interaction: ChatInputCommandInteraction | ContextMenuCommandInteraction): Promise<unknown>;
  autocomplete?(interaction: AutocompleteInteraction): Promise<unknown>;
}

/** A file of the folder `events`. */
interface GuideEvent {
  name: string;
  once?: boolean;
  execute(...values: unknown[]): unknown;
}

/** A client that carries its commands about, as in the guide. */
export class GuideClient extends Client {
  readonly commands = new Collection<string, GuideCommand>();
  /** When who has used which command last. */
  readonly cooldowns = new Collection<string, Collection<string, number>>();

  /** Reads the files of both folders. */
  static async load(options: ClientOptions): Promise<GuideClient> {
    const client = new GuideClient(options);
    for (const command of await filesOf<GuideCommand>('commands')) client.commands.set(command.data.name, command);
    for (const { name, once, execute } of await filesOf<GuideEvent>('events')) {
      if (once) client.once(name, execute);
      else client.on(name, execute);
    }
    return client;
  }

  /** What is registered. */
  commandData(): ApplicationCommandData[] {
    return this.commands.map(({ data }) => data.toJSON() as ApplicationCommandData);
  }
}

async function filesOf<Content>(folder: 'commands' | 'events'): Promise<Content[]> {
  const place = new URL(`${folder}/`, import.meta.url);
  const names = (await readdir(place)).filter((name) => name.endsWith('.ts'));
  return Promise.all(names.map(async (name) => (await import(new URL(name, place).href)) as Content));
}
