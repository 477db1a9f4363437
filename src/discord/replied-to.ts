import { setTimeout as delay } from 'node:timers/promises';
import { type Message, PermissionFlagsBits } from 'discord.js';
import { type Quote, quoteOf } from './quote.ts';

/** Nobody's answer waits longer for a message that only explains the question. */
const WAIT_MS = 3_000;

/** The message that a post replies to; `undefined` when it is gone, may not be read, or does not come in time. */
export async function repliedTo({ channel, member, client }: Message, messageId: string): Promise<Quote | undefined> {
  if (!channel.isTextBased()) return undefined;
  // Refusals of Discord count towards a ban.
  const allowed =
    channel.isDMBased() || channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory);
  if (!allowed) return undefined;
  const fetching = channel.messages.fetch({ message: messageId, cache: false }).catch(() => undefined);
  const found = await Promise.race([fetching, delay(WAIT_MS, undefined, { ref: false })]);
  return found && quoteOf(found, member);
}
