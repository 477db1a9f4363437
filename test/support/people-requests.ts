import type { Client, TextChannel } from 'discord.js';
import { onTestFinished } from 'vitest';
import type { Discord } from '../../playground/discord/discord.ts';
import { logIn, openDiscord } from './discord-client.ts';

/** What a request of the page's API answers. */
interface Answer {
  status: number;
  body: Record<string, unknown> & { id: string };
}

type Send = (method: string, path: string, body?: object) => Promise<Answer>;

/** A local Discord with its bot, and a way to ask it what a page asks. */
export async function startPeople(): Promise<{
  discord: Discord;
  client: Client<true>;
  general: TextChannel;
  send: Send;
}> {
  const discord = await openDiscord({ rateLimits: false });
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  const send: Send = async (method, path, body) => {
    const response = await fetch(`${discord.url}/playground${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  return { discord, client, general, send };
}

/** An event as a page hears of it. */
export interface StreamEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Follows the stream of one person; the events arrive in the array. */
export async function listen(discord: Discord, person: string): Promise<StreamEvent[]> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${discord.url}/playground/people/${person}/events`, { signal: stop.signal });
  const events: StreamEvent[] = [];
  void read(response, events).catch(() => {});
  await discord.until(() => events.length > 0);
  return events;
}

async function read(response: Response, events: StreamEvent[]): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks)
      if (block.startsWith('data: ')) events.push(JSON.parse(block.slice('data: '.length)) as StreamEvent);
  }
}
