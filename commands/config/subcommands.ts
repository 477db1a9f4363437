import type { ChatInputCommandInteraction } from 'discord.js';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { CommandResult } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { compact, withPlace } from '../../src/server-settings/change.ts';
import {
  kindOfBudget,
  type RolesAndPeople,
  withBots,
  withBudget,
  withOnList,
  withoutBots,
  withoutBudgets,
  withoutOnLists,
} from '../../src/server-settings/lists.ts';
import {
  type BudgetSetting,
  IN_THREADS,
  PER,
  type ServerSettings,
  SPEAKING,
  UNITS,
  WINDOWS,
} from '../../src/server-settings/settings.ts';
import { chosenAssistant, INHERIT } from './assistants.ts';
import { type Alter, change, linesOf } from './change.ts';
import { checkHere } from './check-here.ts';
import { exportFile } from './export.ts';
import { grant, type Holder, reset } from './grants.ts';
import { preview } from './import.ts';
import { growingOf } from './pages/answers.ts';
import { requireBot, requireWebhookId } from './pages/bots.ts';
import { requireComplete } from './pages/budgets.ts';
import { withTagAssistant } from './pages/forum.ts';
import { home } from './pages/home.ts';
import { greetLogChannel } from './pages/log-channel.ts';
import { instructionsForm } from './pages/place.ts';
import { roleInstructionsForm } from './pages/roles.ts';
import { EVERYWHERE, idOf, requireRole, tagOf } from './places.ts';
import { asReply, wholeSummary } from './summary.ts';
import { type View, viewOf } from './view.ts';

type Options = ChatInputCommandInteraction['options'];
type Answer = CommandResult | Promise<CommandResult>;

/** What the panel can, typed. */
export async function runSubcommand(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandResult> {
  const { options } = interaction;
  const name = [options.getSubcommandGroup(), options.getSubcommand()].filter((part) => part !== null).join('/');
  const opensForm = name === 'instructions' && options.getString('text') === null;
  const view = await viewOf(interaction, context, { withAssistants: !opensForm });
  const run = SUBCOMMANDS[name];
  if (!run) throw new Error(`/config has no subcommand ${name}.`);
  return run(view, options, interaction);
}

const SUBCOMMANDS: Readonly<
  Record<string, (view: View, options: Options, interaction: ChatInputCommandInteraction) => Answer>
> = {
  panel: (view) => home.show(view, ''),
  show: wholeSummary,
  test: (view, _, interaction) => checkHere(interaction, view),
  export: exportFile,
  import: (view, options) => preview(view, options.getAttachment('file', true)),

  speaking(view, options) {
    const [when, threads] = [options.getString('when'), options.getString('threads')];
    if (when === null && threads === null) throw new UserError('config.saySomething');
    const id = placeOf(view, options);
    return changed(view, (settings) =>
      withPlace(settings, id, {
        ...(when !== null && { speaking: SPEAKING.find((one) => one === when) }),
        ...(threads !== null && { inThreads: IN_THREADS.find((one) => one === threads) }),
      }),
    );
  },

  answers(view, options) {
    const [shown, messages] = [options.getString('shown'), options.getInteger('messages')];
    if (shown === null && messages === null) throw new UserError('config.saySomething');
    const id = placeOf(view, options);
    return changed(view, (settings) =>
      withPlace(settings, id, {
        ...(shown !== null && { growing: growingOf(shown) }),
        ...(messages !== null && { mostMessages: messages || undefined }),
      }),
    );
  },

  async assistant(view, options) {
    const tag = options.getString('tag');
    const id = placeOf(view, options);
    const assistantId = await chosenAssistant(view, options.getString('name') ?? undefined);
    if (tag === null) return changed(view, (settings) => withPlace(settings, id, { assistantId }));
    const { id: tagId } = tagOf(view.guild, id ?? '', tag);
    return changed(view, (settings) => withTagAssistant(settings, id ?? '', tagId, assistantId));
  },

  instructions(view, options) {
    const [text, role] = [options.getString('text'), options.getRole('role')];
    if (role) requireRole(view.guild, role.id);
    const id = placeOf(view, options);
    if (role && id !== undefined) throw new UserError('config.roleOrPlace');
    if (text === null) {
      return role ? roleInstructionsForm(view, role.id) : instructionsForm(view, id ?? EVERYWHERE);
    }
    return changed(view, (settings) =>
      role
        ? { ...settings, roleInstructions: { ...settings.roleInstructions, [role.id]: text } }
        : withPlace(settings, id, { instructions: text }),
    );
  },

  'solved-tag'(view, options) {
    const forumId = options.getChannel('forum', true).id;
    const tag = options.getString('tag');
    const solvedTagId = tag === null || tag === INHERIT ? undefined : tagOf(view.guild, forumId, tag).id;
    return changed(view, (settings) => withPlace(settings, forumId, { solvedTagId }));
  },

  cooldown: (view, options) => set(view, { cooldownSeconds: options.getInteger('seconds') ?? undefined }),
  'longest-post': (view, options) => set(view, { longestPost: options.getInteger('characters') ?? undefined }),
  files: (view, options) => set(view, { mostFiles: options.getInteger('count') ?? undefined }),
  'time-zone': (view, options) => set(view, { timeZone: options.getString('name') ?? undefined }),
  retention: (view, options) => set(view, { retentionDays: options.getInteger('days') ?? undefined }),

  async 'log-channel'(view, options) {
    const logChannelId = options.getChannel('channel')?.id;
    if (logChannelId !== undefined && logChannelId !== view.settings.logChannelId)
      await greetLogChannel(view, logChannelId);
    return set(view, { logChannelId });
  },

  'people/allow': (view, options) => changed(view, (settings) => withOnList(settings, 'allowed', whoOf(view, options))),
  'people/refuse': (view, options) =>
    changed(view, (settings) => withOnList(settings, 'refused', whoOf(view, options))),
  'people/remove'(view, options) {
    const { roles = [], people = [] } = whoOf(view, options);
    return changed(view, (settings) => withoutOnLists(settings, [...roles, ...people]));
  },

  'bots/allow'(view, options) {
    const user = options.getUser('bot');
    if (user) requireBot(user);
    return changed(view, (settings) => withBots(settings, botsOf(options)));
  },
  'bots/remove': (view, options) => changed(view, (settings) => withoutBots(settings, botsOf(options))),

  'budget/set'(view, options) {
    const per = oneOf(PER, options.getString('for', true));
    const kind = requireComplete({ per, ...windowOf(options), of: subjectOf(view, options, per) });
    return changed(view, (settings) => withBudget(settings, { ...kind, limit: options.getInteger('limit', true) }));
  },
  'budget/remove'(view, options) {
    const wanted = options.getString('budget', true);
    return changed(view, (settings) => {
      if (!settings.budgets?.some((one) => kindOfBudget(one) === wanted)) throw new UserError('config.noSuchBudget');
      return withoutBudgets(settings, [wanted]);
    });
  },
  'budget/grant': (view, options) =>
    grant(view, { ...holderOf(options), ...windowOf(options) }, options.getInteger('amount', true)),
  'budget/reset': (view, options) => reset(view, holderOf(options)),
};

function changed(view: View, alter: Alter): Promise<CommandResult> {
  return change(view, alter).then(({ changed: all }) =>
    all.length === 0
      ? { content: view.context.say('config.nothingChanged') }
      : asReply(view, linesOf(all, view), 'changes.md'),
  );
}

function set(view: View, values: Partial<ServerSettings>): Promise<CommandResult> {
  return changed(view, (settings) => compact({ ...settings, ...values }));
}

function placeOf({ guild }: View, options: Options): string | undefined {
  return idOf(guild, options.getChannel('in')?.id ?? EVERYWHERE);
}

function whoOf({ guild }: View, options: Options): RolesAndPeople {
  const who = options.get('who', true);
  const id = String(who.value);
  return who.role ? { roles: [requireRole(guild, id)] } : { people: [id] };
}

function botsOf(options: Options): string[] {
  const webhook = options.getString('webhook')?.trim();
  const ids = [options.getUser('bot')?.id, webhook === undefined ? undefined : requireWebhookId(webhook)];
  const given = ids.filter((id) => id !== undefined);
  if (given.length === 0) throw new UserError('config.saySomething');
  return given;
}

function windowOf(options: Options) {
  return {
    unit: oneOf(UNITS, options.getString('of', true)),
    window: oneOf(WINDOWS, options.getString('per', true)),
  };
}

/** The role or channel that a budget is for. */
function subjectOf({ guild }: View, options: Options, per: BudgetSetting['per']): string | undefined {
  const [role, channel] = [options.getRole('role'), options.getChannel('channel')];
  const isFitting = per === 'channel' ? !role : per === 'server' ? !role && !channel : !channel;
  if (!isFitting) throw new UserError('config.budgetDoesNotFit');
  return role ? requireRole(guild, role.id) : channel?.id;
}

/** Whom a grant or a reset is for: the whole server when nobody is named. */
function holderOf(options: Options): Holder {
  const named = [
    { per: 'person' as const, id: options.getUser('person')?.id },
    { per: 'role' as const, id: options.getRole('role')?.id },
    { per: 'channel' as const, id: options.getChannel('channel')?.id },
  ].filter(({ id }) => id !== undefined);
  if (named.length > 1) throw new UserError('config.onlyOne');
  return named[0] ?? { per: 'server', id: undefined };
}

function oneOf<Value extends string>(values: readonly Value[], value: string): Value {
  const found = values.find((one) => one === value);
  if (found === undefined) throw new UserError('config.noSuchValue');
  return found;
}
