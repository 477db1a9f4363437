import { withPlace } from '../../../src/server-settings/change.ts';
import { INHERIT } from '../assistants.ts';
import { backButton, channelMenu, controlId, menu, PLACE_TYPES, row } from '../controls.ts';
import type { Page } from '../page.ts';
import { EVERYWHERE, idOf, placeAt } from '../places.ts';
import type { View } from '../view.ts';
import { aroundOf, hereOf, inherited } from './place.ts';

const MOST_MESSAGES = Array.from({ length: 20 }, (_, index) => index + 1);

/** How answers appear in a place. */
export const answers: Page = {
  show(view, at) {
    const { say } = view.context;
    const id = at || EVERYWHERE;
    return {
      content: stateOf(view, id).join('\n'),
      rows: [
        channelMenu(
          controlId('answers', 'choose'),
          say('config.choosePlace'),
          PLACE_TYPES,
          id === EVERYWHERE ? undefined : id,
        ),
        growingMenu(view, id),
        messagesMenu(view, id),
        row(backButton(say, 'place', id)),
      ],
    };
  },

  controls: {
    choose: ({ values: [at = EVERYWHERE] }) => ({ at }),
    async growing({ view, at, values: [value = INHERIT], change }) {
      await change((settings) => withPlace(settings, idOf(view.guild, at), { growing: growingOf(value) }));
      return undefined;
    },
    async messages({ view, at, values: [value], change }) {
      const mostMessages = MOST_MESSAGES.find((one) => String(one) === value);
      await change((settings) => withPlace(settings, idOf(view.guild, at), { mostMessages }));
      return undefined;
    },
  },
};

/** The setting that a choice stands for; nothing for what is as around it. */
export function growingOf(choice: string): boolean | undefined {
  if (choice === 'growing') return true;
  return choice === 'whole' ? false : undefined;
}

function stateOf(view: View, id: string): string[] {
  const { say } = view.context;
  const { words } = view;
  const own = placeAt(view.settings, id);
  const here = hereOf(view, id);
  const source = (isOwn: boolean) => (isOwn || id === EVERYWHERE ? '' : ` ${say('config.asAround')}`);
  const line = (name: 'growing' | 'mostMessages') =>
    say('config.line', {
      name: words.what(name),
      value: `${words.value(name, here[name])}${source(own[name] !== undefined)}`,
    });
  return [
    say('config.pageTitle', { title: words.place(id) }),
    line('growing'),
    line('mostMessages'),
    '',
    say('config.answersHint'),
  ];
}

function growingMenu(view: View, id: string) {
  const { context, words, settings } = view;
  const own = placeAt(settings, id).growing;
  const label = (value: string) => context.say('config.growingLabel', { value });
  const around = words.growing(aroundOf(view, id).growing);
  return menu(controlId('answers', 'growing', id), context.say('config.nameGrowing'), [
    { value: INHERIT, label: label(inherited(view, id, around)), isChosen: own === undefined },
    { value: 'whole', label: label(words.growing(false)), isChosen: own === false },
    { value: 'growing', label: label(words.growing(true)), isChosen: own === true },
  ]);
}

function messagesMenu(view: View, id: string) {
  const { context, words, settings } = view;
  const own = placeAt(settings, id).mostMessages;
  const amount = (count: number) => words.value('mostMessages', count);
  const label = (value: string) => context.say('config.mostMessagesLabel', { value });
  const around = amount(aroundOf(view, id).mostMessages);
  return menu(controlId('answers', 'messages', id), context.say('config.nameMostMessages'), [
    { value: INHERIT, label: label(inherited(view, id, around)), isChosen: own === undefined },
    ...MOST_MESSAGES.map((count) => ({ value: `${count}`, label: label(amount(count)), isChosen: count === own })),
  ]);
}
