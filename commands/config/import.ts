import { type Attachment, ButtonStyle } from 'discord.js';
import { orAway } from '../../src/conversation/store-away.ts';
import type { CommandReply } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { oneLine, plainName } from '../../src/markdown/plain-name.ts';
import { beyondCeilings } from '../../src/server-settings/ceilings.ts';
import { compact, differences } from '../../src/server-settings/change.ts';
import { namedIds } from '../../src/server-settings/named-ids.ts';
import { type ServerSettings, serverSettings } from '../../src/server-settings/settings.ts';
import { change, linesOf } from './change.ts';
import { button, controlId, row } from './controls.ts';
import { sayMistakes } from './mistakes.ts';
import type { Next, Page } from './page.ts';
import { forumAt } from './places.ts';
import { asFile, asReply } from './summary.ts';
import { greetLogChannel } from './pages/log-channel.ts';
import { type View, withSettings } from './view.ts';

const MAX_BYTES = 512 * 1024;
const MAX_PREVIEW = 1_500;
const MAX_MISTAKE = 150;

/** Shows what a file would change. Nothing is changed before somebody confirms it. */
export async function preview(view: View, file: Pick<Attachment, 'url'>): Promise<CommandReply> {
  const { context } = view;
  const wanted = read(await context.download(file.url, { maxBytes: MAX_BYTES }));
  if (!wanted.success)
    return refused(
      view,
      sayMistakes(wanted.error, context.say, (path) => path),
    );
  const mistakes = await mistakesIn(view, wanted.data);
  return mistakes.length > 0 ? refused(view, mistakes) : show(view, wanted.data);
}

/** The two buttons of the preview: `at` is what waits for them. */
export const confirmation: Page = {
  show: (view) => ({ content: view.context.say('config.importNothing'), rows: [] }),

  controls: {
    async confirm({ view, at }): Promise<Next> {
      const { context, guild } = view;
      const pending = await orAway(context.imports.find(guild.id, at));
      if (!pending) throw new UserError('config.importGone');
      // What was fine an hour ago need not be so now: a role may be gone, a ceiling lower.
      const mistakes = await mistakesIn(view, pending.after);
      if (mistakes.length > 0) return { result: refused(view, mistakes) };
      if (differences(pending.before, view.settings).length > 0)
        return { result: await showAgain(view, at, pending.after) };
      const { logChannelId } = pending.after;
      if (logChannelId !== undefined && logChannelId !== view.settings.logChannelId) {
        await greetLogChannel(view, logChannelId);
      }
      let isSame = true;
      const { view: after, changed } = await change(view, (settings) => {
        isSame = differences(pending.before, settings).length === 0;
        return isSame ? pending.after : settings;
      });
      if (!isSame) return { result: await showAgain(after, at, pending.after) };
      await orAway(context.imports.drop(guild.id, at));
      const content = context.say('config.imported', { count: changed.length });
      return { result: { content, rows: [], isUpdate: true } };
    },

    async cancel({ view: { context, guild }, at }): Promise<Next> {
      await orAway(context.imports.drop(guild.id, at));
      return { result: { content: context.say('config.importCancelled'), rows: [], isUpdate: true } };
    },
  },
};

async function showAgain(view: View, id: string, wanted: ServerSettings): Promise<CommandReply> {
  const { context, guild } = view;
  await orAway(context.imports.drop(guild.id, id));
  const fresh = await show(withSettings(view, await orAway(context.settings.own(guild.id))), wanted);
  return { ...fresh, content: `${context.say('config.importChanged')}\n${fresh.content}`, isUpdate: true };
}

async function show(view: View, wanted: ServerSettings): Promise<CommandReply> {
  const { context, guild, personId, settings } = view;
  const { say } = context;
  const after = compact(wanted);
  const lines = linesOf(differences(settings, after), view);
  if (lines.length === 0) return { content: say('config.importNothing'), rows: [] };
  const { id } = await orAway(context.imports.keep(guild.id, { before: settings, after, personId }));
  const text = lines.join('\n');
  const isLong = text.length > MAX_PREVIEW;
  return {
    content: [say('config.importPreview', { count: lines.length }), isLong ? say('config.asFile') : text].join('\n'),
    ...(isLong && { files: [asFile(view, lines, 'changes.md')] }),
    rows: [
      row(
        button(controlId('import', 'confirm', id), say('config.confirm'), ButtonStyle.Danger),
        button(controlId('import', 'cancel', id), say('config.cancel')),
      ),
    ],
  };
}

/** @throws {UserError} for what is no JSON. */
function read(bytes: Buffer) {
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = plainName((error as Error).message, MAX_MISTAKE);
    throw new UserError('config.notJson', { problem }, { cause: error });
  }
  return serverSettings.safeParse(content);
}

function refused(view: View, mistakes: readonly string[]): CommandReply {
  const lines = mistakes.map((one) => `- \`${oneLine(one, MAX_MISTAKE).replaceAll('`', "'")}\``);
  return asReply(view, [view.context.say('config.importMistakes'), ...lines], 'mistakes.md');
}

/** What the server does not have, or the operator does not let it have. */
async function mistakesIn(view: View, wanted: ServerSettings): Promise<string[]> {
  const { context, guild } = view;
  const { say } = context;
  const beyond = beyondCeilings(wanted, context.settings.operator).map(({ path, limit }) =>
    say('config.mistakeCeiling', { path, limit }),
  );
  const unknown: string[] = [];
  for (const { path, kind, id, forumId } of namedIds(wanted)) {
    const isKnown =
      kind === 'channel'
        ? guild.channels.cache.get(id)?.isThread() === false
        : kind === 'role'
          ? guild.roles.cache.has(id) && id !== guild.id
          : kind === 'tag'
            ? forumAt(guild, forumId ?? '')?.availableTags.some((tag) => tag.id === id) === true
            : (await context.assistants.usable(guild.id, id)) !== undefined;
    if (!isKnown) unknown.push(say(UNKNOWN[kind], { path, id }));
  }
  return [...beyond, ...unknown];
}

const UNKNOWN = {
  channel: 'config.mistakeChannel',
  role: 'config.mistakeRole',
  tag: 'config.mistakeTag',
  assistant: 'config.mistakeAssistant',
} as const;
