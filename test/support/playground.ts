import { type Client, type ClientOptions, Events } from 'discord.js';
import { onTestFinished } from 'vitest';
import { createPlayground, type Playground, type PlaygroundOptions } from '../../playground/playground.ts';
import { logIn } from './discord-client.ts';

/** A playground that goes when the test ends. */
export async function openPlayground(options: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  const playground = await createPlayground({ name: 'Echo', ...options });
  onTestFinished(() => playground.close());
  return playground;
}

/** A bot of discord.js in it that repeats what it hears. */
export async function logInEcho({ discord }: Playground, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = await logIn(discord, options);
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot) void message.reply(`You said ${message.content}`);
  });
  return client;
}

export interface Asked {
  status: number;
  text: string;
  /** The JSON of the answer. */
  body: unknown;
}

/** Asks a playground as a page does. */
export async function ask({ url }: { url: string }, method: string, path: string, body?: object): Promise<Asked> {
  const response = await fetch(`${url}/playground${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined };
}
