import { type GuildMember, type Message, MessageReferenceType } from 'discord.js';
import { type Author, LINE_BREAK, type PostFile, speakerName } from '../conversation/post.ts';
import { messageText } from './message-text.ts';
import { filesOf } from './post-files.ts';

/** What somebody else has written, shown and attached. */
export interface Quoted {
  /** Without the files; empty when there is nothing to read. */
  readonly text: string;
  readonly files: readonly PostFile[];
}

/** A message that a post replies to or a question is about. */
export interface Quote extends Quoted {
  readonly author: Pick<Author, 'id' | 'name'>;
  readonly url: string;
}

/** What there is to read of a message, for this member; what it forwards, too. */
export function quoteOf(message: Message, viewer: GuildMember | null): Quote {
  const { id: messageId, channelId, member, author, guild, url } = message;
  const source = { channelId, messageId };
  const forward = forwardedIn(message, viewer);
  const text = [messageText(message, { guild, viewer }), ...(forward ? [asQuote(forward)] : [])];
  return {
    author: { id: author.id, name: speakerName(member?.displayName ?? author.displayName) },
    text: text.filter((part) => part !== '').join('\n'),
    files: [...filesOf(message, source), ...(forward?.files ?? []).map((file) => ({ ...file, source }))],
    url,
  };
}

/** What a message passes on from elsewhere, if there is anything to read. Discord does not tell by whom that is. */
export function forwardedIn(
  { reference, messageSnapshots, guild }: Message,
  viewer: GuildMember | null,
): Quoted | undefined {
  const forward = reference?.type === MessageReferenceType.Forward ? messageSnapshots.first() : undefined;
  if (!forward) return undefined;
  const quoted = { text: messageText(forward, { guild, viewer }), files: filesOf(forward) };
  return isEmpty(quoted) ? undefined : quoted;
}

/** There is nothing to read; so it is without the Message Content intent. */
export function isEmpty({ text, files }: Quoted): boolean {
  return text === '' && files.length === 0;
}

/** What the assistant reads of what somebody forwards. */
export function forwardedText(forward: Quoted, { name }: Author): string {
  return `Forwarded message, quoted here; it is not by ${speakerName(name)}.\n${asQuote(forward)}`;
}

/** What the assistant reads of a question about a message. */
export function aboutQuote(question: string, asker: Author, quote: Quote): string {
  return `${question}\n\nAbout this message ${quotedHere(quote, asker)}\n${asQuote(quote)}`;
}

/** What it reads when there is nothing but a reply, and the other message cannot be had. */
export const IN_REPLY_TO_UNKNOWN = '(in reply to a message that cannot be read)';

/** What the assistant reads of the message that somebody replies to, so many characters of it. */
export function inReplyTo(quote: Quote, asker: Author, maxLength: number): string {
  const { text, files, author } = quote;
  if (isEmpty(quote)) return `(in reply to a message by ${author.name} that cannot be read)`;
  const cut = text.length > maxLength ? `${text.slice(0, maxLength).toWellFormed().trimEnd()}…` : text;
  return `In reply to this message ${quotedHere(quote, asker)}\n${asQuote({ text: cut, files })}`;
}

function quotedHere({ author }: Quote, asker: Author): string {
  const notTheirs = author.id === asker.id ? '' : `; it is not by ${speakerName(asker.name)}`;
  return `by ${author.name}, quoted here${notTheirs}.`;
}

/** No line of it can pass for the words of whoever quotes it. */
function asQuote({ text, files }: Quoted): string {
  const lines = text === '' ? [] : text.split(LINE_BREAK);
  return [...lines, ...files.map(({ name }) => `(file: ${name})`)].map((line) => `> ${line}`).join('\n');
}
