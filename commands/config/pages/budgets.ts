import { ButtonStyle, ChannelType } from 'discord.js';
import { UserError } from '../../../src/errors.ts';
import { kindOfBudget, withBudget, withoutBudgets } from '../../../src/server-settings/lists.ts';
import { type BudgetSetting, PER, UNITS, WINDOWS } from '../../../src/server-settings/settings.ts';
import {
  backButton,
  button,
  channelMenu,
  controlId,
  MAX_OPTIONS,
  menu,
  PLACE_TYPES,
  roleMenu,
  row,
} from '../controls.ts';
import { form } from '../form.ts';
import type { Page } from '../page.ts';
import { requireRole } from '../places.ts';
import type { View } from '../view.ts';
import { PER_KEYS } from '../words.ts';

type Kind = Omit<BudgetSetting, 'limit'>;

/** As many lines as surely fit a message. */
const MAX_LISTED = 10;
const MAX_NAMED = 3;
const AMOUNT_KEYS = {
  answers: { hour: 'config.answersAnHour', day: 'config.answersADay', month: 'config.answersAMonth' },
  tokens: { hour: 'config.tokensAnHour', day: 'config.tokensADay', month: 'config.tokensAMonth' },
} as const;

/** How much may be used: `at` is the kind of budget whose limit can be set. */
export const budgets: Page = {
  show(view, at) {
    const { say } = view.context;
    const kind = kindAt(at);
    const { per, unit, window, of } = kind;
    const all = view.settings.budgets ?? [];
    return {
      content: stateOf(view, kind).join('\n'),
      rows: [
        menu(
          controlId('budgets', 'per', at),
          say('config.budgetFor'),
          PER.map((value) => ({ value, label: say(PER_KEYS[value]), isChosen: value === per })),
        ),
        menu(
          controlId('budgets', 'amount', at),
          say('config.budgetOf'),
          UNITS.flatMap((u) =>
            WINDOWS.map((w) => ({
              value: `${u}.${w}`,
              label: say(AMOUNT_KEYS[u][w]),
              isChosen: u === unit && w === window,
            })),
          ),
        ),
        ...(per === 'channel'
          ? [channelMenu(controlId('budgets', 'of', at), say('config.budgetChannel'), CHANNELS, of)]
          : []),
        ...(per === 'person' || per === 'role'
          ? [
              roleMenu(
                controlId('budgets', 'of', at),
                say(per === 'role' ? 'config.budgetRole' : 'config.budgetRoleOptional'),
                of,
              ),
            ]
          : []),
        ...(all.length > 0
          ? [
              menu(
                controlId('budgets', 'remove', at),
                say('config.budgetRemove'),
                all.map((one) => ({ value: kindOfBudget(one), label: view.words.budgetLabel(one) })),
                { max: MAX_OPTIONS },
              ),
            ]
          : []),
        row(button(controlId('budgets', 'write', at), say('config.budgetSet'), ButtonStyle.Primary), backButton(say)),
      ],
    };
  },

  forms: {
    write(view, at) {
      const kind = requireComplete(kindAt(at));
      const { say } = view.context;
      return form(controlId('budgets', 'limit', at), say('config.budgetSet'), [
        {
          name: 'limit',
          label: say(AMOUNT_KEYS[kind.unit][kind.window]),
          description: say('config.budgetDescription'),
          value: limitOf(view, kind),
          maxLength: 13,
        },
      ]);
    },
  },

  controls: {
    per: ({ at, values: [value] }) => {
      const { unit, window } = kindAt(at);
      return { at: kindOfBudget({ per: PER.find((one) => one === value) ?? 'person', unit, window }) };
    },
    amount: ({ at, values: [value = ''] }) => {
      const { per, of } = kindAt(at);
      const { unit, window } = kindAt(`${per}.${value}`);
      return { at: kindOfBudget({ per, unit, window, of }) };
    },
    of: ({ view, at, values: [of = ''] }) => ({ at: kindOfBudget({ ...kindAt(at), of: requireRole(view.guild, of) }) }),
    async limit({ view, at, fields: [field], change }) {
      const kind = requireComplete(kindAt(at));
      await change((settings) => {
        if (!field?.isChanged(limitOf({ ...view, settings }, kind))) return settings;
        if (field.value === '') return withoutBudgets(settings, [kindOfBudget(kind)]);
        return withBudget(settings, { ...kind, limit: wholeNumber(field.value) });
      });
      return undefined;
    },
    async remove({ values, change }) {
      await change((settings) => withoutBudgets(settings, values));
      return undefined;
    },
  },
};

const CHANNELS = PLACE_TYPES.filter((type) => type !== ChannelType.GuildCategory);

/** @throws {UserError} when it is for a role and none was chosen. */
export function requireComplete(kind: Kind): Kind {
  if (kind.per === 'role' && kind.of === undefined) throw new UserError('config.budgetNeedsRole');
  return kind;
}

/**
 * What a person has written as a number: `1,000`, `1 000`.
 * @throws {UserError} for what is none.
 */
export function wholeNumber(text: string): number {
  const digits = text.replace(/[\s,.'_]/g, '');
  if (!/^\d{1,12}$/.test(digits)) throw new UserError('config.notANumber');
  return Number(digits);
}

/** A kind of budget as `kindOfBudget` writes it. */
function kindAt(at: string): Kind {
  const [per, unit, window, of] = at.split('.');
  return {
    per: PER.find((one) => one === per) ?? 'person',
    unit: UNITS.find((one) => one === unit) ?? 'answers',
    window: WINDOWS.find((one) => one === window) ?? 'day',
    ...(of !== undefined && { of }),
  };
}

function limitOf({ settings }: View, kind: Kind): string {
  const found = (settings.budgets ?? []).find((one) => kindOfBudget(one) === kindOfBudget(kind));
  return found ? String(found.limit) : '';
}

function stateOf({ context, words, settings }: View, kind: Kind): string[] {
  const { say, settings: keeper } = context;
  const all = settings.budgets ?? [];
  const listed = all.slice(0, MAX_LISTED).map((one) => `- ${words.budget(one)}`);
  const { budgets: ceilings = [] } = keeper.operator.ceilings;
  const { budgets: defaults = [] } = keeper.operator.defaults;
  const chosen = { holder: words.holder(kind), amount: say(AMOUNT_KEYS[kind.unit][kind.window]) };
  return [
    say('config.pageTitle', { title: say('config.budgetsTitle') }),
    ...(listed.length > 0 ? listed : [say('config.noBudgets')]),
    ...(all.length > MAX_LISTED ? [say('config.andMore', { count: all.length - MAX_LISTED })] : []),
    ...(all.length === 0 && defaults.length > 0
      ? [say('config.operatorsBudgets', { budgets: words.some(defaults.map(words.budget), MAX_NAMED) })]
      : []),
    ...(ceilings.length > 0
      ? [say('config.operatorsCeilings', { values: words.some(ceilings.map(words.budget), MAX_NAMED) })]
      : []),
    '',
    say('config.budgetChosen', chosen),
    say('config.budgetsHint'),
    ...(all.length > MAX_OPTIONS ? [say('config.moreEntries', { group: 'budget' })] : []),
  ];
}
