import { expect } from 'vitest';
import { ask, type Asked } from './playground.ts';
import { startScript } from './process.ts';

interface PageMessage {
  id: string;
  content: string;
  author: { username: string };
}

/** `npm start` without a token, as whoever opens its page meets it. */
export async function startPlaygroundProcess(settings: Record<string, string>) {
  const program = startScript('start.ts', { PORT: '0', ...settings });
  await program.until('Ready');
  const [, url = ''] = /open (http:\/\/localhost:\d+)/.exec(program.output()) ?? [];
  const request = (method: string, path: string, body?: object): Promise<Asked> => ask({ url }, method, path, body);

  async function state(person = 'Ada') {
    const { body } = await request('GET', `/people/${person}/state`);
    return body as {
      guild: { id: string };
      bot: { id: string; online: boolean };
      channels: { id: string; name: string }[];
      threads: { id: string; name: string }[];
    };
  }

  async function messages(channelId: string): Promise<PageMessage[]> {
    const { body } = await request('GET', `/people/Ada/channels/${channelId}/messages`);
    return (body as { messages?: PageMessage[] }).messages ?? [];
  }

  return {
    ...program,
    url,
    request,
    state,
    messages,
    /** Mentions the bot in #general as Ada. Answers with the id of the post, which will be that of its thread. */
    async post(text: string): Promise<string> {
      const { channels, bot } = await state();
      const general = channels.find(({ name }) => name === 'general');
      const content = `<@${bot.id}> ${text}`;
      const made = await request('POST', `/people/Ada/channels/${general?.id}/messages`, { content });
      return (made.body as { id: string }).id;
    },
    /** What the bot has written in a thread, when a whole answer is there. */
    async answer(threadId: string, text: string | RegExp): Promise<void> {
      const written = async () =>
        (await messages(threadId)).filter(({ author }) => author.username === 'Bobbin').map(({ content }) => content);
      await expect.poll(async () => (await written()).join('\n'), { timeout: 25_000 }).toMatch(text);
    },
  };
}
