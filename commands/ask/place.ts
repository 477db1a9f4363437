import {
  type AnyThreadChannel,
  ChannelType,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type DMChannel,
  type ForumChannel,
  type MediaChannel,
  type NewsChannel,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { maySpeak } from '../../src/discord/may-speak.ts';
import { filesOf } from '../../src/discord/post-files.ts';
import { type PostedQuestion, type questionBody, requireWriter } from '../../src/discord/question.ts';
import { mayStartThreads } from '../../src/discord/start-thread.ts';
import { UserError } from '../../src/errors.ts';

/** Where a question is asked. */
interface OpenedPlace {
  readonly channel: AnyThreadChannel | DMChannel;
  readonly kind: 'thread' | 'private thread' | 'direct message' | 'here';
  /** A forum post begins with a message, which is there then. */
  readonly first?: PostedQuestion;
}

interface PlaceOptions {
  /** What a thread is called. */
  name: string;
  /** What a forum post begins with. */
  firstMessage: ReturnType<typeof questionBody>;
  /** The question is shown with a file. */
  hasFile: boolean;
  isPrivate: boolean;
}

const autoArchiveDuration = ThreadAutoArchiveDuration.OneDay;
const PRIVATE = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.CreatePrivateThreads,
  PermissionFlagsBits.SendMessagesInThreads,
];

/**
 * A new thread of the channel in which the command is used; used in a thread, of the channel around it, and of a forum a new
 * post. Where a question is to be private and no private thread can be, the direct messages of the person.
 * @throws {UserError} where there can be none of these.
 */
export async function openPlace(
  interaction: ChatInputCommandInteraction,
  { name, firstMessage, hasFile, isPrivate }: PlaceOptions,
): Promise<OpenedPlace> {
  const { user } = interaction;
  if (!interaction.inGuild()) return { channel: await user.createDM(), kind: 'here' };
  const { channel: here } = interaction;
  const home = here?.isThread() ? here.parent : here;
  if (!here || !home || !interaction.inCachedGuild()) throw new UserError('ask.noThreads');
  requireWriter(interaction, home);
  if (hasFile && !home.guild.members.me?.permissionsIn(home).has(PermissionFlagsBits.AttachFiles)) {
    throw new UserError('ask.mayNotAttach');
  }
  if (isPrivate || here.type === ChannelType.PrivateThread) {
    return home.type === ChannelType.GuildText && home.guild.members.me?.permissionsIn(home).has(PRIVATE)
      ? { channel: await privateThread(home, name, user.id), kind: 'private thread' }
      : { channel: await user.createDM(), kind: 'direct message' };
  }
  if (home.isThreadOnly()) return forumPost(home, name, firstMessage, here.isThread() ? here.appliedTags : []);
  if (home.type !== ChannelType.GuildText && home.type !== ChannelType.GuildAnnouncement) {
    throw new UserError('ask.noThreads');
  }
  if (!mayStartThreads(home)) throw new UserError('ask.mayNotStart');
  const thread = await publicThread(home, name);
  await thread.members.add(user.id);
  return { channel: thread, kind: 'thread' };
}

async function privateThread(home: TextChannel, name: string, personId: string): Promise<AnyThreadChannel> {
  const thread = await home.threads.create({
    name,
    type: ChannelType.PrivateThread,
    invitable: false,
    autoArchiveDuration,
  });
  await thread.members.add(personId);
  return thread;
}

function publicThread(home: TextChannel | NewsChannel, name: string): Promise<AnyThreadChannel> {
  return home.type === ChannelType.GuildText
    ? home.threads.create({ name, autoArchiveDuration, type: ChannelType.PublicThread })
    : home.threads.create({ name, autoArchiveDuration });
}

async function forumPost(
  home: ForumChannel | MediaChannel,
  name: string,
  message: PlaceOptions['firstMessage'],
  tags: readonly string[],
): Promise<OpenedPlace> {
  if (!maySpeak(home)) throw new UserError('ask.mayNotStart');
  // Some tags are for moderators alone.
  const appliedTags = tags.filter((id) => home.availableTags.some((tag) => tag.id === id && !tag.moderated));
  const thread = await home.threads.create({ name, autoArchiveDuration, message, appliedTags });
  // Discord answers with the message, but discord.js does not hand it on.
  const files = message.files.length > 0 ? filesOf(await thread.messages.fetch(thread.id)) : [];
  return { channel: thread, kind: 'thread', first: { id: thread.id, files } };
}

/** A thread in which nothing was asked in the end is not left lying open. */
export async function clearAway(channel: AnyThreadChannel | DMChannel): Promise<void> {
  if (channel.isDMBased()) return;
  // Deleting needs a permission that Bobbin has hardly anywhere; whoever started a thread may archive it.
  try {
    await channel.delete();
  } catch {
    await channel.setArchived(true).catch(() => undefined); // then it stays, as a thread without a question
  }
}

/** Says in words what Discord will not have. */
export async function explainingRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429) throw error;
    switch (error.code) {
      case RESTJSONErrorCodes.CannotSendMessagesToThisUser:
        throw new UserError('ask.closed', {}, { cause: error });
      case RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel:
        throw new UserError('ask.needsTag', {}, { cause: error });
      case RESTJSONErrorCodes.MissingPermissions:
      case RESTJSONErrorCodes.MissingAccess:
        throw new UserError('ask.mayNotStart', {}, { cause: error });
      default:
        throw new UserError('ask.refused', {}, { cause: error });
    }
  }
}
