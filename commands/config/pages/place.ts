import { readsMessageContent } from '../../../src/discord/client.ts';
import { SPEAKING, IN_THREADS, type PlaceSettings } from '../../../src/server-settings/settings.ts';
import { withPlace } from '../../../src/server-settings/change.ts';
import { settingsHere } from '../../../src/server-settings/effective.ts';
import { assistantMenu, assistantNote, chosenAssistant, INHERIT } from '../assistants.ts';
import { backButton, button, channelMenu, controlId, menu, PLACE_TYPES, row } from '../controls.ts';
import { form } from '../form.ts';
import type { Page, Use } from '../page.ts';
import { EVERYWHERE, isForum, idOf, placeAt } from '../places.ts';
import { type View, withSettings } from '../view.ts';

export const LONGEST_INSTRUCTIONS = 2_000;

/** When Bobbin speaks in a place, as whom, and with which instructions. */
export const place: Page = {
  show(view, at) {
    const { say } = view.context;
    const id = at || EVERYWHERE;
    const forum = isForum(view.guild, id);
    return {
      content: stateOf(view, id).join('\n'),
      rows: [
        channelMenu(
          controlId('place', 'choose'),
          say('config.choosePlace'),
          PLACE_TYPES,
          id === EVERYWHERE ? undefined : id,
        ),
        speakingMenu(view, id, forum),
        threadsMenu(view, id),
        assistantMenu(view, controlId('place', 'assistant', id), {
          none: say(id === EVERYWHERE ? 'config.assistantUsual' : 'config.assistantInherit'),
          chosenId: placeAt(view.settings, id).assistantId,
        }),
        row(
          button(controlId('place', 'instruct', id), say('config.writeInstructions')),
          button(controlId('answers', 'show', id), say('config.answersTitle')),
          ...(forum ? [button(controlId('forum', 'show', id), say('config.forumTitle'))] : []),
          ...(id === EVERYWHERE ? [] : [button(controlId('place', 'show', EVERYWHERE), say('config.everywhere'))]),
          backButton(say),
        ),
      ],
    };
  },

  forms: { instruct: instructionsForm },

  controls: {
    choose: ({ values: [at = EVERYWHERE] }) => ({ at }),
    speaking: (use) => set(use, ([value]) => ({ speaking: SPEAKING.find((one) => one === value) })),
    threads: (use) => set(use, ([value]) => ({ inThreads: IN_THREADS.find((one) => one === value) })),
    async assistant(use) {
      const assistantId = await chosenAssistant(use.view, use.values[0]);
      return set(use, () => ({ assistantId }));
    },
    async instructions({ view, at, fields: [field], change }) {
      await change((settings) =>
        field?.isChanged(placeAt(settings, at).instructions ?? '')
          ? withPlace(settings, idOf(view.guild, at), { instructions: field.value || undefined })
          : settings,
      );
      return undefined;
    },
  },
};

export function instructionsForm({ settings, words, context: { say } }: View, at: string) {
  const title = say('config.instructionsTitle', { what: words.label(at) });
  return form(controlId('place', 'instructions', at), title, [
    {
      name: 'instructions',
      label: say('config.nameInstructions'),
      description: say('config.instructionsDescription'),
      value: placeAt(settings, at).instructions ?? '',
      maxLength: LONGEST_INSTRUCTIONS,
      isLong: true,
    },
  ]);
}

async function set({ view, at, values, change }: Use, toChange: (values: readonly string[]) => Partial<PlaceSettings>) {
  await change((settings) => withPlace(settings, idOf(view.guild, at), toChange(values)));
  return undefined;
}

function stateOf(view: View, id: string): string[] {
  const { context, words, settings, guild } = view;
  const { say } = context;
  const own = placeAt(settings, id);
  const here = hereOf(view, id);
  const forum = isForum(guild, id);
  const source = (isOwn: boolean) => (isOwn || id === EVERYWHERE ? '' : ` ${say('config.asAround')}`);
  const line = (name: string, value: string) => say('config.line', { name, value });
  const assistant = here.assistantId === undefined ? say('config.usualAssistant') : words.assistant(here.assistantId);
  return [
    say('config.pageTitle', { title: words.place(id) }),
    line(say('config.nameSpeaking'), `${words.speaking(here.speaking, forum)}${source(own.speaking !== undefined)}`),
    line(say('config.nameInThreads'), `${words.inThreads(here.inThreads)}${source(own.inThreads !== undefined)}`),
    line(say('config.nameAssistant'), `${assistant}${source(own.assistantId !== undefined)}`),
    line(
      say('config.nameInstructions'),
      own.instructions === undefined ? say('config.none') : words.value('instructions', own.instructions),
    ),
    '',
    say(id === EVERYWHERE ? 'config.everywhereHint' : 'config.placeHint'),
    ...assistantNote(view),
    ...(readsMessageContent(guild.client) ? [] : [say('config.cannotReadAll')]),
  ];
}

/** What holds in a place. */
export function hereOf({ guild, effective }: View, id: string) {
  const categoryId = guild.channels.cache.get(id)?.parentId ?? undefined;
  return settingsHere(effective, { channelId: id, categoryId });
}

function speakingMenu(view: View, id: string, forum: boolean) {
  const { context, words, settings } = view;
  const own = placeAt(settings, id).speaking;
  const around = words.speaking(aroundOf(view, id).speaking, forum);
  // In a forum, every post is answered where it is.
  const offered = forum ? SPEAKING.filter((one) => one !== 'channel') : SPEAKING;
  const chosen = forum && own === 'channel' ? 'thread' : own;
  return menu(controlId('place', 'speaking', id), context.say('config.nameSpeaking'), [
    { value: INHERIT, label: inherited(view, id, around), isChosen: own === undefined },
    ...offered.map((value) => ({ value, label: words.speaking(value, forum), isChosen: value === chosen })),
  ]);
}

function threadsMenu(view: View, id: string) {
  const { context, words, settings } = view;
  const { say } = context;
  const own = placeAt(settings, id).inThreads;
  const around = words.inThreads(aroundOf(view, id).inThreads);
  const label = (value: string) => say('config.threadsLabel', { value });
  return menu(controlId('place', 'threads', id), say('config.nameInThreads'), [
    { value: INHERIT, label: label(inherited(view, id, around)), isChosen: own === undefined },
    ...IN_THREADS.map((value) => ({ value, label: label(words.inThreads(value)), isChosen: value === own })),
  ]);
}

/** The label of what is not set in a place. */
export function inherited({ context: { say } }: View, id: string, value: string): string {
  return say(id === EVERYWHERE ? 'config.usual' : 'config.inheritNow', { value });
}

/** What would hold in a place if nothing were set for it. */
export function aroundOf(view: View, id: string) {
  const placeId = id === EVERYWHERE ? undefined : id;
  const without = withPlace(view.settings, placeId, {
    speaking: undefined,
    inThreads: undefined,
    growing: undefined,
    mostMessages: undefined,
  });
  return hereOf(withSettings(view, without), id);
}
