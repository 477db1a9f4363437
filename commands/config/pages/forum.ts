import { withPlace } from '../../../src/server-settings/change.ts';
import type { ServerSettings } from '../../../src/server-settings/settings.ts';
import { assistantMenu, assistantNote, chosenAssistant, INHERIT } from '../assistants.ts';
import { backButton, button, channelMenu, controlId, FORUM_TYPES, menu, row } from '../controls.ts';
import type { Page } from '../page.ts';
import { forumAt, placeAt, tagOf } from '../places.ts';
import type { View } from '../view.ts';

/** As many lines as surely fit a message. */
const MAX_LISTED = 8;

/** What a forum's tags mean: `at` is the forum, and after a dot the tag whose assistant is chosen. */
export const forum: Page = {
  show(view, at) {
    const { say } = view.context;
    const [forumId = '', tagId] = at.split('.');
    const channel = forumAt(view.guild, forumId);
    const own = placeAt(view.settings, forumId);
    const tags = channel?.availableTags ?? [];
    const option = (isChosen: (id: string) => boolean) =>
      tags.map(({ id, name }) => ({ value: id, label: name, isChosen: isChosen(id) }));
    return {
      content: stateOf(view, forumId, tagId).join('\n'),
      rows: [
        channelMenu(controlId('forum', 'choose'), say('config.chooseForum'), FORUM_TYPES, channel && forumId),
        ...(tags.length > 0
          ? [
              menu(
                controlId('forum', 'tag', forumId),
                say('config.chooseTag'),
                option((id) => id === tagId),
              ),
            ]
          : []),
        ...(tagId === undefined
          ? []
          : [
              assistantMenu(view, controlId('forum', 'assistant', at), {
                none: say('config.assistantOfForum'),
                chosenId: own.tags?.[tagId],
              }),
            ]),
        ...(tags.length > 0
          ? [
              menu(controlId('forum', 'solved', forumId), say('config.chooseSolvedTag'), [
                { value: INHERIT, label: say('config.noSolvedTag'), isChosen: own.solvedTagId === undefined },
                ...option((id) => id === own.solvedTagId).map((one) => ({
                  ...one,
                  label: say('config.solvedTagLabel', { tag: one.label }),
                })),
              ]),
            ]
          : []),
        row(
          ...(channel ? [button(controlId('place', 'show', forumId), say('config.placeTitle'))] : []),
          backButton(say),
        ),
      ],
    };
  },

  controls: {
    choose: ({ values: [at = ''] }) => ({ at }),
    tag: ({ at, values: [tagId = ''] }) => ({ at: `${at}.${tagId}` }),
    async assistant({ view, at, values: [wanted], change }) {
      const [forumId = '', tag = ''] = at.split('.');
      const { id } = tagOf(view.guild, forumId, tag);
      const assistantId = await chosenAssistant(view, wanted);
      await change((settings) => withTagAssistant(settings, forumId, id, assistantId));
      return undefined;
    },
    async solved({ view, at, values: [wanted = INHERIT], change }) {
      const solvedTagId = wanted === INHERIT ? undefined : tagOf(view.guild, at, wanted).id;
      await change((settings) => withPlace(settings, at, { solvedTagId }));
      return undefined;
    },
  },
};

/** Settings in which posts with a tag get this assistant; `undefined`: the forum's. */
export function withTagAssistant(
  settings: ServerSettings,
  forumId: string,
  tagId: string,
  assistantId: string | undefined,
): ServerSettings {
  const { [tagId]: _, ...others } = placeAt(settings, forumId).tags ?? {};
  return withPlace(settings, forumId, {
    tags: { ...others, ...(assistantId !== undefined && { [tagId]: assistantId }) },
  });
}

function stateOf(view: View, forumId: string, tagId: string | undefined): string[] {
  const { context, words, settings, guild } = view;
  const { say } = context;
  const channel = forumAt(guild, forumId);
  if (!channel) return [say('config.pageTitle', { title: say('config.forumTitle') }), say('config.forumHint')];
  const own = placeAt(settings, forumId);
  const tagged = Object.entries(own.tags ?? {});
  return [
    say('config.pageTitle', { title: words.place(forumId) }),
    ...tagged.slice(0, MAX_LISTED).map(([id, assistantId]) =>
      say('config.line', {
        name: say('config.tagName', { tag: words.tag(id, forumId) }),
        value: words.assistant(assistantId),
      }),
    ),
    ...(tagged.length > MAX_LISTED ? [say('config.andMore', { count: tagged.length - MAX_LISTED })] : []),
    say('config.line', { name: say('config.otherTags'), value: say('config.forumsAssistant') }),
    say('config.line', {
      name: say('config.nameSolvedTag'),
      value: own.solvedTagId === undefined ? say('config.none') : words.tag(own.solvedTagId, forumId),
    }),
    '',
    channel.availableTags.length === 0
      ? say('config.noTags')
      : tagId === undefined
        ? say('config.tagHint')
        : say('config.tagChosen', { tag: words.tag(tagId, forumId) }),
    ...(tagId === undefined ? [] : assistantNote(view)),
  ];
}
