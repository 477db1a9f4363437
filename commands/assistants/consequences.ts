import type { Interaction } from 'discord.js';
import type { Assistant } from '../../src/assistants/directory.ts';
import type { TalkingPlace } from '../../src/conversation/terms.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { readPlace } from '../../src/discord/read-place.ts';
import { fitLines } from '../../src/markdown/fit-lines.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import type { PlaceSettings, ServerSettings } from '../../src/server-settings/settings.ts';
import { nameOf } from './choices.ts';

/** So many conversations are looked at one by one; the others are counted. */
const MAX_NAMED = 30;

/** Which conversations and settings go on with whom when an assistant is gone, in lines. */
export async function consequences(
  interaction: Interaction,
  { id }: Assistant,
  context: CommandContext,
): Promise<string> {
  const { conversations, settings, assistants, say } = context;
  const serverId = interaction.guildId ?? '';
  const names = new Map<string, string>();

  async function successorIn(place: Omit<TalkingPlace, 'serverId'>): Promise<string> {
    const successorId = await conversations.whoTalks({ ...place, serverId }, { without: id });
    const known = names.get(successorId);
    if (known !== undefined) return known;
    const assistant = await assistants.usable(serverId, successorId);
    const name = assistant ? nameOf(assistant) : plainName(successorId);
    names.set(successorId, name);
    return name;
  }

  async function settingLines(own: ServerSettings): Promise<string[]> {
    const lines: string[] = [];
    if (own.everywhere?.assistantId === id) {
      lines.push(say('assistants.settingEverywhere', { successor: await successorIn({ homeId: serverId }) }));
    }
    for (const [placeId, place] of Object.entries(own.places ?? {})) {
      for (const key of named(place)) {
        const values = { place: placeId, successor: await successorIn(around(placeId)) };
        lines.push(say(`assistants.${key}`, values));
      }
    }
    return lines;
  }

  function named(place: PlaceSettings): ('settingPlace' | 'settingTag')[] {
    const tags = Object.values(place.tags ?? {}).filter((assistantId) => assistantId === id);
    return [...(place.assistantId === id ? (['settingPlace'] as const) : []), ...tags.map(() => 'settingTag' as const)];
  }

  function around(channelId: string): Omit<TalkingPlace, 'serverId'> {
    const channel = interaction.client.channels.cache.get(channelId);
    return (channel && readPlace(channel)) ?? { homeId: channelId };
  }

  async function conversationLines(): Promise<string[]> {
    const all = await conversations.chosenIn(id);
    const here = all.filter((one) => one.serverId === serverId);
    const lines: string[] = [];
    for (const one of here.slice(0, MAX_NAMED)) {
      lines.push(say('assistants.conversation', { place: one.id, successor: await successorIn(around(one.id)) }));
    }
    if (here.length > MAX_NAMED) lines.push(say('assistants.moreConversations', { count: here.length - MAX_NAMED }));
    // Where others talk is nobody's business here.
    const elsewhere = all.length - here.length;
    if (elsewhere > 0) lines.push(say('assistants.conversationsElsewhere', { count: elsewhere }));
    return lines;
  }

  const lines = [...(await settingLines(await settings.own(serverId))), ...(await conversationLines())];
  if (lines.length === 0) return say('assistants.noConsequences');
  return fitLines(lines, (count) => say('assistant.more', { count }), 1_500);
}
