import { ButtonStyle } from 'discord.js';
import { compact } from '../../../src/server-settings/change.ts';
import type { ServerSettings } from '../../../src/server-settings/settings.ts';
import { backButton, button, controlId, row } from '../controls.ts';
import { form } from '../form.ts';
import type { Page } from '../page.ts';
import { ceilingsOf } from '../summary.ts';
import type { View } from '../view.ts';
import { wholeNumber } from './budgets.ts';

/** The numbers, and the time zone, in the order in which they are shown. */
const FIELDS = [
  { name: 'cooldownSeconds', description: 'config.cooldownDescription', maxLength: 7 },
  { name: 'longestPost', description: 'config.longestPostDescription', maxLength: 9 },
  { name: 'mostFiles', description: 'config.mostFilesDescription', maxLength: 4 },
  { name: 'retentionDays', description: 'config.retentionDescription', maxLength: 7 },
  { name: 'timeZone', description: 'config.timeZoneDescription', maxLength: 50 },
] as const;

/** How long and how often people may post, how long conversations are kept, and the calendar's time zone. */
export const limits: Page = {
  show(view) {
    const { say } = view.context;
    const { words, settings, effective } = view;
    const own: ServerSettings = settings;
    return {
      content: [
        say('config.pageTitle', { title: say('config.limitsTitle') }),
        ...FIELDS.map(({ name }) => {
          const [set, holds] = [own[name], effective[name]];
          const value = holds === undefined ? say('config.unlimited') : words.value(name, holds);
          const isUsual = name === 'timeZone' && view.context.settings.operator.defaults.timeZone === undefined;
          const source = holds === undefined || set === holds || isUsual ? '' : ` ${say('config.byOperator')}`;
          return say('config.line', { name: words.what(name), value: `${value}${source}` });
        }),
        ...ceilingsOf(view),
        '',
        say('config.limitsHint'),
      ].join('\n'),
      rows: [
        row(button(controlId('limits', 'write'), say('config.changeLimits'), ButtonStyle.Primary), backButton(say)),
      ],
    };
  },

  forms: { write: limitsForm },

  controls: {
    async values({ fields, change }) {
      await change((settings) => {
        const changed = fields.flatMap(({ name: id, value, isChanged }) => {
          const field = FIELDS.find(({ name }) => name === id);
          if (!field || !isChanged(textOf(settings, field.name))) return [];
          const isText = field.name === 'timeZone';
          return [[field.name, value === '' ? undefined : isText ? value : wholeNumber(value)] as const];
        });
        return compact({ ...settings, ...Object.fromEntries(changed) });
      });
      return undefined;
    },
  },
};

function limitsForm({ settings, words, context: { say } }: View) {
  const fields = FIELDS.map(({ name, description, maxLength }) => ({
    name,
    label: words.what(name),
    description: say(description),
    value: textOf(settings, name),
    maxLength,
  }));
  return form(controlId('limits', 'values'), say('config.limitsTitle'), fields);
}

function textOf(settings: ServerSettings, name: (typeof FIELDS)[number]['name']): string {
  return String(settings[name] ?? '');
}
