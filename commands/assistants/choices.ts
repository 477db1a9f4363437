import type { AutocompleteInteraction, Interaction } from 'discord.js';
import { type Assistant, ownerOf } from '../../src/assistants/directory.ts';
import type { TalkingPlace } from '../../src/conversation/terms.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { Choice } from '../../src/discord/command-result.ts';
import { readPlace } from '../../src/discord/read-place.ts';
import { UserError } from '../../src/errors.ts';
import { plainName, oneLine } from '../../src/markdown/plain-name.ts';

const MAX_CHOICES = 25;
const MAX_CHOICE_LENGTH = 100;

/** An assistant's name for the middle of a Markdown text. */
export function nameOf({ name, id }: Assistant): string {
  return plainName(name?.trim() || id);
}

/** What is offered while somebody types the name of an assistant. */
export function assistantChoices(all: readonly Assistant[], interaction: AutocompleteInteraction): Choice[] {
  return matching(
    all.map(({ id, name }) => ({ name: name?.trim() || id, value: id })),
    interaction,
  );
}

/** Those whose names have in them what was typed so far; Discord takes 25, and 100 characters each. */
export function matching(choices: readonly Choice[], interaction: AutocompleteInteraction): Choice[] {
  const typed = interaction.options.getFocused().toLowerCase();
  return choices
    .map(({ name, value }) => ({ name: oneLine(name, MAX_CHOICE_LENGTH), value }))
    .filter(({ name, value }) => name.toLowerCase().includes(typed) && value.length <= MAX_CHOICE_LENGTH)
    .slice(0, MAX_CHOICES);
}

/** @throws {UserError} for what this server, or in a DM all, may not use: it is as if it did not exist. */
export async function findAssistant(
  { guildId }: Interaction,
  { assistants }: CommandContext,
  wanted: string,
): Promise<Assistant> {
  const found = await assistants.find(guildId ?? undefined, wanted);
  if (!found) throw new UserError('assistant.unknown', { name: plainName(wanted) });
  return found;
}

/** @throws {UserError} also for an assistant that is not this server's to change. */
export async function findOwn(interaction: Interaction, context: CommandContext, wanted: string): Promise<Assistant> {
  const found = await findAssistant(interaction, context, wanted);
  if (mayChange(interaction, context, found)) return found;
  // It may have the name of one that is for all.
  const all = await context.assistants.list(interaction.guildId ?? undefined);
  const namesake = all.find(
    (one) => mayChange(interaction, context, one) && one.name?.toLowerCase() === wanted.trim().toLowerCase(),
  );
  if (!namesake) throw new UserError('assistants.isShared', { name: nameOf(found) });
  return namesake;
}

/** Its own assistants are each server's to change; those for all servers are the operator's. */
export function mayChange({ guildId, user }: Interaction, { rights }: CommandContext, assistant: Assistant): boolean {
  const owner = ownerOf(assistant);
  return owner === undefined ? rights.isOwner(user.id) : owner === guildId;
}

/** Where the interaction is, as far as that decides who answers there. */
export async function talkingPlaceOf({ client, channelId, guildId }: Interaction): Promise<TalkingPlace> {
  const serverId = guildId ?? undefined;
  const channel = channelId === null ? null : await client.channels.fetch(channelId).catch(() => null);
  const { homeId = channelId ?? '', categoryId, tagIds } = (channel && readPlace(channel)) ?? {};
  return { serverId, homeId, categoryId, tagIds };
}
