import type { OperatorSettings } from './operator-file.ts';
import {
  BUILT_IN,
  type BudgetSetting,
  type InThreads,
  type PlaceSettings,
  type ServerSettings,
  type Speaking,
} from './settings.ts';

/** A place in a server: the channel or forum, and the category around it. Of a thread it is the channel that counts. */
export interface PlaceInServer {
  readonly channelId: string;
  readonly categoryId?: string | undefined;
}

/** What holds in one place. */
export interface SettingsHere {
  readonly speaking: Speaking;
  readonly inThreads: InThreads;
  /** An answer is shown while it is written. */
  readonly growing: boolean;
  /** An answer of more messages is shown as its beginning, and whole as a file. */
  readonly mostMessages: number;
  readonly assistantId?: string;
  /** The outermost first. */
  readonly instructions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly solvedTagId?: string;
}

/** What holds in a server: its own settings, and where there are none the operator's, below the operator's ceilings. */
export type EffectiveSettings = Omit<ServerSettings, 'budgets'> & {
  readonly timeZone: string;
  readonly everywhere: PlaceSettings;
  /** With the ceilings' budgets, marked as such. */
  readonly budgets: readonly (BudgetSetting & { readonly isCeiling?: boolean })[];
};

export function effectiveSettings(own: ServerSettings, { defaults, ceilings }: OperatorSettings): EffectiveSettings {
  const merged = { ...defaults, ...own };
  return {
    ...merged,
    timeZone: merged.timeZone ?? BUILT_IN.timeZone,
    everywhere: { ...defaults.everywhere, ...own.everywhere },
    budgets: [...(merged.budgets ?? []), ...(ceilings.budgets ?? []).map((one) => ({ ...one, isCeiling: true }))],
    ...lowest('longestPost'),
    ...lowest('mostFiles'),
    ...lowest('retentionDays'),
  };

  function lowest(name: 'longestPost' | 'mostFiles' | 'retentionDays') {
    const limits = [merged[name], ceilings[name]].filter((limit) => limit !== undefined);
    return limits.length > 0 ? { [name]: Math.min(...limits) } : {};
  }
}

/** The innermost setting counts: the channel's, else the category's, else the server's. */
export function settingsHere(settings: EffectiveSettings, { channelId, categoryId }: PlaceInServer): SettingsHere {
  const { places = {}, everywhere } = settings;
  const channel = places[channelId] ?? {};
  const category = (categoryId === undefined ? undefined : places[categoryId]) ?? {};
  const innermost = { ...everywhere, ...category, ...channel };
  return {
    speaking: innermost.speaking ?? BUILT_IN.speaking,
    inThreads: innermost.inThreads ?? BUILT_IN.inThreads,
    growing: innermost.growing ?? BUILT_IN.growing,
    mostMessages: innermost.mostMessages ?? BUILT_IN.mostMessages,
    ...(innermost.assistantId !== undefined && { assistantId: innermost.assistantId }),
    instructions: [everywhere, category, channel].flatMap(({ instructions }) => instructions ?? []),
    tags: channel.tags ?? {},
    ...(channel.solvedTagId !== undefined && { solvedTagId: channel.solvedTagId }),
  };
}

/** Whom Bobbin answers. */
export function mayTalk(settings: EffectiveSettings, person: { id: string; roleIds: readonly string[] }): boolean {
  const isIn = (list: ServerSettings['allowed']) =>
    (list?.people ?? []).includes(person.id) || (list?.roles ?? []).some((role) => person.roleIds.includes(role));
  if (isIn(settings.refused)) return false;
  const isOpen = (settings.allowed?.people ?? []).length === 0 && (settings.allowed?.roles ?? []).length === 0;
  return isOpen || isIn(settings.allowed);
}
