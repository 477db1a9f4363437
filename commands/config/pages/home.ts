import { ButtonStyle } from 'discord.js';
import { plainName } from '../../../src/markdown/plain-name.ts';
import { settingsHere } from '../../../src/server-settings/effective.ts';
import type { Say, TextKey } from '../../../src/texts/texts.ts';
import { checkHere } from '../check-here.ts';
import { button, controlId, menu, row } from '../controls.ts';
import { exportFile } from '../export.ts';
import type { Page } from '../page.ts';
import { wholeSummary } from '../summary.ts';
import type { View } from '../view.ts';
import { EVERYWHERE } from '../places.ts';

const MAX_NAMED = 5;

const SUBJECTS: readonly (readonly [page: string, label: TextKey, description: TextKey])[] = [
  ['place', 'config.placeTitle', 'config.placeDescription'],
  ['forum', 'config.forumTitle', 'config.forumDescription'],
  ['roles', 'config.rolesTitle', 'config.rolesDescription'],
  ['people', 'config.peopleTitle', 'config.peopleDescription'],
  ['bots', 'config.botsTitle', 'config.botsDescription'],
  ['budgets', 'config.budgetsTitle', 'config.budgetsDescription'],
  ['limits', 'config.limitsTitle', 'config.limitsDescription'],
  ['log', 'config.logTitle', 'config.logDescription'],
];

/** Where the panel begins: the state in a few lines, and the subjects. */
export const home: Page = {
  show(view) {
    const { say } = view.context;
    return {
      content: stateOf(view).join('\n'),
      rows: [
        menu(
          controlId('home', 'go'),
          say('config.chooseSubject'),
          SUBJECTS.map(([value, label, description]) => ({ value, label: say(label), description: say(description) })),
        ),
        row(
          button(controlId('home', 'all'), say('config.showAll')),
          button(controlId('home', 'test'), say('config.testHere'), ButtonStyle.Primary),
          button(controlId('home', 'export'), say('config.export')),
        ),
      ],
    };
  },

  controls: {
    go: ({ values: [page = 'home'] }) => ({ page, at: '' }),
    all: ({ view }) => ({ result: wholeSummary(view) }),
    test: ({ view, interaction }) => ({ result: checkHere(interaction, view) }),
    export: ({ view }) => ({ result: exportFile(view) }),
  },
};

function stateOf({ context: { say }, words, settings, effective, guild }: View): string[] {
  const here = settingsHere(effective, { channelId: EVERYWHERE });
  const { allowed, refused } = settings;
  const places = Object.keys(settings.places ?? {});
  const count = (list: typeof allowed) => (list?.roles?.length ?? 0) + (list?.people?.length ?? 0);
  const who = count(allowed) > 0 ? say('config.onlySome', { count: count(allowed) }) : say('config.everybody');
  const lines = [
    say('config.homeTitle', { server: plainName(guild.name, 100) }),
    line(say, 'config.nameSpeaking', words.speaking(here.speaking)),
    line(say, 'config.nameInThreads', words.inThreads(here.inThreads)),
    line(
      say,
      'config.nameAssistant',
      here.assistantId === undefined ? say('config.usualAssistant') : words.assistant(here.assistantId),
    ),
    ...(places.length > 0
      ? [say('config.homePlaces', { places: words.some(places.map(words.place), MAX_NAMED) })]
      : []),
    line(
      say,
      'config.nameWho',
      count(refused) > 0 ? `${who}; ${say('config.someRefused', { count: count(refused) })}` : who,
    ),
    ...((settings.bots ?? []).length > 0 ? [line(say, 'config.nameBots', words.value('bots', settings.bots))] : []),
    line(say, 'config.nameBudgets', words.some(effective.budgets.map(words.budget), MAX_NAMED) || say('config.none')),
    line(
      say,
      'config.nameLogChannel',
      settings.logChannelId === undefined ? say('config.none') : `<#${settings.logChannelId}>`,
    ),
  ];
  return [...lines, '', say('config.homeHint')];
}

function line(say: Say, name: TextKey, value: string): string {
  return say('config.line', { name: say(name), value });
}
