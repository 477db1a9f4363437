import {
  type Channel,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  type SendableChannels,
} from 'discord.js';
import type { Author, Post, PostFile } from '../conversation/post.ts';
import { orAway, StoreAwayError } from '../conversation/store-away.ts';
import type { OutgoingFile } from '../conversation/surface.ts';
import { UserError } from '../errors.ts';
import { splitMessage } from '../markdown/split.ts';
import { patiently } from '../patiently.ts';
import { settingsHere } from '../server-settings/effective.ts';
import { refusalOf } from './admission.ts';
import type { ComponentInteraction } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { filesOf } from './post-files.ts';
import { readPlace } from './read-place.ts';

/** What asks a question: a command, a modal or, once more, a button. */
export type AskingInteraction = ChatInputCommandInteraction | ModalSubmitInteraction | ComponentInteraction;

/** A question that somebody asks by a command. */
export interface Question {
  readonly asker: Author;
  /** What all see of it, after the words that name the asker. */
  readonly shown: string;
  /** What the assistant reads. */
  readonly text: string;
  /** What the asker has written, in characters. */
  readonly length: number;
  readonly fileCount: number;
}

/** The message by which a question is a post of its place. */
export interface PostedQuestion {
  readonly id: string;
  readonly files: readonly PostFile[];
}

/** Before each part of a question that is shown; it quotes the rest of the message. */
const QUOTE = '>>> ';
const MAX_MESSAGE = 2_000;
const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;

/** Whoever uses a command, as the author of a post. */
export function askerOf(interaction: RepliableInteraction): Author {
  const { user } = interaction;
  if (!interaction.inCachedGuild()) return { id: user.id, name: user.displayName };
  const { member, guildId } = interaction;
  const roleIds = [...member.roles.cache.keys()].filter((id) => id !== guildId);
  return { id: user.id, name: member.displayName, ...(roleIds.length > 0 && { roleIds }) };
}

/**
 * Holds a question against the same settings as a post in the place where the command is used. The moderators hear of a
 * refusal.
 * @throws {UserError} with the reason.
 */
export async function requireAdmission(
  interaction: RepliableInteraction,
  question: Pick<Question, 'asker' | 'length' | 'fileCount'>,
  { settings, logChannel, sayToAll }: CommandContext,
): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const { guildId: serverId, channel, channelId } = interaction;
  const { homeId = channelId ?? '', categoryId } = (channel && readPlace(channel)) ?? {};
  const current = await orAway(settings.recent(serverId));
  const isOff = settingsHere(current, { channelId: homeId, categoryId }).speaking === 'off';
  const refusal = isOff
    ? ({ key: 'refusals.isOff', values: {} } as const)
    : refusalOf({ ...question, author: question.asker }, current);
  if (!refusal) return;
  const reason = sayToAll(refusal.key, refusal.values);
  logChannel.tell(serverId, 'log.refused', { person: question.asker.id, channel: channelId ?? homeId, reason });
  throw new UserError(refusal.key, refusal.values);
}

/**
 * Lets through who could write in the place: nobody may have Bobbin speak where they may not themselves.
 * @throws {UserError} for everybody else.
 */
export function requireWriter(interaction: AskingInteraction, channel: Channel): void {
  if (channel.isDMBased() || !interaction.inCachedGuild()) return;
  const needed = channel.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  const allowed = channel.permissionsFor(interaction.member);
  const isLocked = channel.isThread() && channel.locked && !allowed?.has(PermissionFlagsBits.ManageThreads);
  if (isLocked || !allowed?.has([PermissionFlagsBits.ViewChannel, needed])) throw new UserError('ask.youMayNot');
}

/** A question as all see it, in as many messages as it takes. */
export function questionMessages(introduction: string, shown: string): [string, ...string[]] {
  if (shown === '') return [introduction];
  const [first = '', ...rest] = splitMessage(shown, MAX_MESSAGE - introduction.length - 1 - QUOTE.length);
  return [`${introduction}\n${QUOTE}${first}`, ...rest.map((part) => `${QUOTE}${part}`)];
}

/** What a message of a question says and shows, for discord.js. It pings nobody. */
export function questionBody(content: string, file: OutgoingFile | undefined) {
  const files = (file ? [file] : []).map(({ name, content: bytes }) => ({ name, attachment: Buffer.from(bytes) }));
  return { content, files, allowedMentions: { parse: [] } };
}

/** Posts those messages, each once by its nonce, with the file on the last one; answers with that. */
export async function postQuestion(
  channel: SendableChannels,
  messages: readonly string[],
  interactionId: string,
  file?: OutgoingFile,
): Promise<PostedQuestion | undefined> {
  let posted: PostedQuestion | undefined;
  for (const [index, content] of messages.entries()) {
    const body = questionBody(content, index === messages.length - 1 ? file : undefined);
    const message = await channel.send({ ...body, nonce: `${interactionId}-${index}`, enforceNonce: true });
    posted = { id: message.id, files: filesOf(message) };
  }
  return posted;
}

/**
 * Hands a question on to be answered in the place in which the message shows it, however long the store is away.
 * @throws {UserError} when Bobbin stops before that.
 */
export async function takeQuestion(
  channel: SendableChannels,
  posted: PostedQuestion | undefined,
  { asker, text }: Question,
  { conversations, signal }: CommandContext,
  assistantId?: string,
): Promise<void> {
  if (!posted) throw new Error('A question that nobody sees is not asked.');
  const { homeId = channel.id, categoryId, tagIds } = readPlace(channel) ?? {};
  const guild = channel.isDMBased() ? undefined : channel.guild;
  const post: Post = {
    id: posted.id,
    conversationId: channel.id,
    channelId: channel.id,
    ...(guild && { serverId: guild.id, locale: guild.preferredLocale }),
    homeId,
    ...(categoryId && { categoryId }),
    ...(tagIds?.length && { tagIds }),
    author: asker,
    text,
    ...(posted.files.length > 0 && { files: posted.files }),
    ...(assistantId !== undefined && { assistantId }),
  };
  try {
    await patiently(() => conversations.take(post), {
      mayPass: (error) => error instanceof StoreAwayError,
      signal,
      firstWaitMs: FIRST_WAIT_MS,
      maxWaitMs: MAX_WAIT_MS,
    });
  } catch (error) {
    throw signal.aborted ? new UserError('ask.notKept', {}, { cause: error }) : error;
  }
}
