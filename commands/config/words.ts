import type { Guild } from 'discord.js';
import { oneLine, plainName } from '../../src/markdown/plain-name.ts';
import type { BudgetSetting, InThreads, Speaking } from '../../src/server-settings/settings.ts';
import type { Say, TextKey } from '../../src/texts/texts.ts';
import { EVERYWHERE, isForum } from './places.ts';
import type { Assistant } from './view.ts';

interface WordsOptions {
  say: Say;
  guild: Guild;
  /** Those that the server may use; of others the id is shown. */
  assistants: readonly Assistant[];
}

/** Says settings in words, for a message. */
export type Words = ReturnType<typeof createWords>;

const NAMES: Readonly<Record<string, TextKey>> = {
  speaking: 'config.nameSpeaking',
  inThreads: 'config.nameInThreads',
  growing: 'config.nameGrowing',
  mostMessages: 'config.nameMostMessages',
  assistantId: 'config.nameAssistant',
  instructions: 'config.nameInstructions',
  solvedTagId: 'config.nameSolvedTag',
  bots: 'config.nameBots',
  budgets: 'config.nameBudgets',
  cooldownSeconds: 'config.nameCooldown',
  longestPost: 'config.nameLongestPost',
  mostFiles: 'config.nameMostFiles',
  timeZone: 'config.nameTimeZone',
  retentionDays: 'config.nameRetention',
  logChannelId: 'config.nameLogChannel',
  models: 'config.nameModels',
  assistants: 'config.nameAssistants',
  'allowed.roles': 'config.nameAllowedRoles',
  'allowed.people': 'config.nameAllowedPeople',
  'refused.roles': 'config.nameRefusedRoles',
  'refused.people': 'config.nameRefusedPeople',
};
const AMOUNTS: Readonly<Record<string, TextKey>> = {
  cooldownSeconds: 'config.seconds',
  longestPost: 'config.characters',
  mostFiles: 'config.files',
  mostMessages: 'config.messages',
  retentionDays: 'config.days',
};
const SPEAKING_KEYS = {
  off: 'config.speakingOff',
  mentioned: 'config.speakingMentioned',
  thread: 'config.speakingThread',
  channel: 'config.speakingChannel',
} as const;
const IN_FORUM_KEYS = {
  off: 'config.forumOff',
  mentioned: 'config.forumMentioned',
  thread: 'config.forumEvery',
  channel: 'config.forumEvery',
} as const;
const IN_THREADS_KEYS = { every: 'config.threadsEvery', mentioned: 'config.threadsMentioned' } as const;
export const PER_KEYS = {
  person: 'config.perPerson',
  role: 'config.perRole',
  channel: 'config.perChannel',
  server: 'config.perServer',
} as const;
const AMOUNT_KEYS = { answers: 'config.answers', tokens: 'config.tokens' } as const;
const WINDOW_KEYS = { hour: 'config.anHour', day: 'config.aDay', month: 'config.aMonth' } as const;

/** What is shown of instructions where they are not what it is about. */
export const MAX_QUOTE = 150;
const MAX_NAMED = 10;

export function createWords({ say, guild, assistants }: WordsOptions) {
  const words = {
    /** A forum has words of its own. */
    speaking: (speaking: Speaking, isForum = false): string => say((isForum ? IN_FORUM_KEYS : SPEAKING_KEYS)[speaking]),

    inThreads: (inThreads: InThreads): string => say(IN_THREADS_KEYS[inThreads]),

    growing: (growing: boolean): string => say(growing ? 'config.growingOn' : 'config.growingOff'),

    assistant(id: string): string {
      const found = assistants.find((one) => one.id === id);
      return plainName(found?.name ?? id);
    },

    /** A channel, a category, a forum, or the server's default. */
    place: (id: string): string => (id === EVERYWHERE ? say('config.everywhere') : `<#${id}>`),

    tag(id: string, forumId: string): string {
      const forum = guild.channels.cache.get(forumId);
      const tags = forum && 'availableTags' in forum ? forum.availableTags : [];
      return plainName(tags.find((tag) => tag.id === id)?.name ?? id);
    },

    amount: (unit: BudgetSetting['unit'], count: number): string => say(AMOUNT_KEYS[unit], { count }),

    holder({ per, of }: Pick<BudgetSetting, 'per' | 'of'>): string {
      if (of === undefined) return say(PER_KEYS[per]);
      if (per === 'person') return say('config.perPersonOf', { role: `<@&${of}>` });
      return per === 'role' ? say('config.perRoleOf', { role: `<@&${of}>` }) : `<#${of}>`;
    },

    budget: (budget: BudgetSetting): string =>
      say('config.budget', {
        holder: words.holder(budget),
        amount: words.amount(budget.unit, budget.limit),
        window: say(WINDOW_KEYS[budget.window]),
      }),

    /** What stands at a path of the settings, as `differences` names it. */
    what(path: string): string {
      const parts = path.split('.');
      const [subject = '', id = ''] = parts;
      if (subject === 'everywhere') return `${words.place(EVERYWHERE)}: ${nameOf(id)}`;
      if (subject === 'roleInstructions') return say('config.whatRoleInstructions', { role: `<@&${id}>` });
      if (subject !== 'places') return nameOf(path);
      if (parts[2] !== 'tags') return `${words.place(id)}: ${nameOf(parts[2] ?? '')}`;
      return say('config.whatTag', { forum: words.place(id), tag: words.tag(parts[3] ?? '', id) });
    },

    /** The value that stands there. */
    value(path: string, value: unknown, isWhole = false): string {
      const parts = path.split('.');
      const name = parts.at(-1) ?? '';
      if (value === undefined) return say('log.wasNotSet');
      if (Array.isArray(value)) {
        const all = value.map((one) => words.value(`${path}[]`, one));
        return isWhole ? all.join(', ') : words.some(all, MAX_NAMED);
      }
      if (name === 'budgets[]') return words.budget(value as BudgetSetting);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      if (name === 'roles[]') return `<@&${text}>`;
      if (name === 'people[]' || name === 'bots[]') return `<@${text}>`;
      if (name === 'logChannelId') return `<#${text}>`;
      if (name === 'speaking') return words.speaking(value as Speaking, isForum(guild, parts[1] ?? ''));
      if (name === 'inThreads') return words.inThreads(value as InThreads);
      if (name === 'growing') return words.growing(value === true);
      if (name === 'assistantId' || parts[2] === 'tags') return words.assistant(text);
      if (name === 'solvedTagId') return words.tag(text, parts[1] ?? '');
      if (name === 'instructions' || parts[0] === 'roleInstructions') {
        return isWhole ? text : `“${plainName(text, MAX_QUOTE)}”`;
      }
      const amount = AMOUNTS[name];
      return amount ? say(amount, { count: Number(value) }) : plainName(text, 100);
    },

    /** What was and what is; of long lists only what differs. */
    change(path: string, before: unknown, after: unknown): { before: string; after: string } {
      const isList = Array.isArray(before) && Array.isArray(after);
      if (!isList || Math.max(before.length, after.length) <= MAX_NAMED) {
        return { before: words.value(path, before), after: words.value(path, after) };
      }
      const only = (list: unknown[], other: unknown[]) => {
        const others = new Set(other.map((one) => JSON.stringify(one)));
        const rest = list.filter((one) => !others.has(JSON.stringify(one)));
        return `… ${words.value(path, rest)}`.trim();
      };
      return { before: only(before, after), after: only(after, before) };
    },

    /** The first few of a list. */
    some(all: readonly string[], max: number): string {
      const rest = all.length - max;
      return [...all.slice(0, max), ...(rest > 0 ? [say('config.andMore', { count: rest })] : [])].join(', ');
    },

    /** A text for a place that shows no mentions. */
    withNames: (text: string): string => text.replace(/<(?:@[&!]?|#)(\d+)>/g, (_, id: string) => words.label(id)),

    /** For menus, buttons and modals, which show no mentions. */
    label(id: string): string {
      if (id === EVERYWHERE) return say('config.everywhere');
      const channel = guild.channels.cache.get(id);
      if (channel) return oneLine(`#${channel.name}`, 100);
      const role = guild.roles.cache.get(id);
      if (role) return oneLine(`@${role.name}`, 100);
      const user = guild.client.users.cache.get(id);
      return user ? oneLine(`@${user.displayName}`, 100) : id;
    },

    /** A budget where no mentions are shown. */
    budgetLabel: (budget: BudgetSetting): string => oneLine(words.withNames(words.budget(budget)), 100),
  };

  function nameOf(path: string): string {
    const key = NAMES[path];
    return key ? say(key) : path;
  }

  return words;
}
