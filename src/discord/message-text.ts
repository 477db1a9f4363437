import { type Component, ComponentType, type Message, type TopLevelComponent } from 'discord.js';
import { oneLine } from '../markdown/plain-name.ts';
import { type Naming, withNames } from './mention-names.ts';

const MAX_STICKER_LENGTH = 100;
const MAX_POLL_LENGTH = 1_000;
const MAX_EMBEDS = 5;
const MAX_EMBED_LENGTH = 1_000;

type Shown = Pick<Message, 'content' | 'mentions' | 'stickers' | 'poll' | 'embeds' | 'components'>;

/** What a message says and shows, in text: its words, and in short its stickers, poll and embeds. */
export function messageText(message: Shown, naming: Naming, words = message.content): string {
  const { mentions, components } = message;
  const said = [words, ...components.flatMap(textsOf)].map((text) => withNames(text.trim(), mentions, naming));
  return [...said, ...shownBeside(message)].filter((text) => text !== '').join('\n');
}

function shownBeside({ stickers, poll, embeds }: Shown): string[] {
  const question = poll && [poll.question.text, `answers: ${poll.answers.map(({ text }) => text).join(', ')}`];
  return [
    ...stickers.map(({ name }) => `(sticker: ${oneLine(name, MAX_STICKER_LENGTH)})`),
    ...(question ? [`(poll: ${oneLine(question.join('; '), MAX_POLL_LENGTH)})`] : []),
    ...embeds.slice(0, MAX_EMBEDS).map(embedText),
  ];
}

/** Empty for one that shows nothing but a picture. */
function embedText({ author, title, description, fields, url }: Message['embeds'][number]): string {
  const listed = fields.map(({ name, value }) => `${name}: ${value}`);
  const said = [author?.name, title, description, ...listed, url].filter((part) => part).join(' – ');
  return said && `(embed: ${oneLine(said, MAX_EMBED_LENGTH)})`;
}

/** The texts of a message that is laid out in components, as other bots do. */
function textsOf(component: TopLevelComponent | Component): string[] {
  if (component.type === ComponentType.TextDisplay && 'content' in component) return [component.content];
  const isAround = component.type === ComponentType.Container || component.type === ComponentType.Section;
  return isAround && 'components' in component ? (component.components as Component[]).flatMap(textsOf) : [];
}
