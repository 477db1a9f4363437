import { type APIMessage, type Client, DiscordAPIError, Routes } from 'discord.js';

/** The newest page: who took part will have written in it. */
const LOOKED_AT = 100;

/**
 * Finds out from Discord itself whether Bobbin has written in a place, for when the store does not know (any more).
 * What it may not read counts as no.
 */
export async function hasSpoken(client: Client, channelId: string): Promise<boolean> {
  try {
    const query = new URLSearchParams({ limit: `${LOOKED_AT}` });
    const messages = (await client.rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
    return messages.some(({ author }) => author.id === client.user?.id);
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status < 500) return false;
    throw error;
  }
}
