import { type APIMessage, type Client, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Posted } from '../conversation/surface.ts';
import { compareIds } from '../snowflake.ts';

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
const PAGE = 100;
/** How far a place is read for a part of an answer that may be there. */
const MAX_PAGES = 10;

/**
 * Finds out from Discord itself whether Bobbin has written in a place, for when the store does not know (any more):
 * whoever took part will have written in the newest page. What it may not read counts as no.
 */
export async function hasSpoken(client: Client, channelId: string): Promise<boolean> {
  const messages = await orNone(() => readPage(client.rest, channelId, {}));
  return messages.some(({ author }) => author.id === client.user?.id);
}

/** What Bobbin has posted in a place since that message, oldest first; nothing where it may not read. */
export async function postedSince(client: Client, channelId: string, messageId: string): Promise<Posted[]> {
  const posted: Posted[] = [];
  let after = messageId;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const from = after;
    const page = await orNone(() => readPage(client.rest, channelId, { after: from }));
    const messages = page.toSorted((one, other) => compareIds(one.id, other.id));
    for (const { id, author, content, attachments, nonce } of messages) {
      if (author.id !== client.user?.id) continue;
      const fileNames = attachments.map(({ filename }) => filename);
      posted.push({ id, content, fileNames, ...(nonce !== undefined && { nonce: `${nonce}` }) });
    }
    after = messages.at(-1)?.id ?? after;
    if (page.length < PAGE) break;
  }
  return posted;
}

async function readPage(rest: REST, channelId: string, query: Record<string, string>): Promise<APIMessage[]> {
  const parameters = new URLSearchParams({ limit: `${PAGE}`, ...query });
  return (await rest.get(Routes.channelMessages(channelId), { query: parameters })) as APIMessage[];
}

async function orNone(read: () => Promise<APIMessage[]>): Promise<APIMessage[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status < 500 && error.status !== 429) return [];
    throw error;
  }
}
