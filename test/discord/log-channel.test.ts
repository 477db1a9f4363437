import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createLogChannel, type LogChannelOptions } from '../../src/discord/log-channel.ts';

test('many lines at once are few messages, and what is beyond the bound is counted at the end', async () => {
  const sent: string[] = [];
  const post = async (_route: string, { body }: { body: { content: string } }) => void sent.push(body.content);
  const logChannel = createLogChannel({
    client: { guilds: { cache: new Map() }, rest: { post } } as unknown as LogChannelOptions['client'],
    settings: { recent: async () => ({ logChannelId: '9' }) } as unknown as LogChannelOptions['settings'],
    log: pino({ level: 'silent' }),
    sleep: async <Value>(_ms?: number, value?: Value) => value as Value,
  });

  for (let count = 1; count <= 250; count += 1) {
    logChannel.tell('5', 'log.failed', { channel: '7', reason: `reason ${count}` });
  }

  await vi.waitFor(() => expect(sent.at(-1)).toBe('… and 50 more'));
  expect(sent.slice(0, -1).join('\n').split('\n')).toHaveLength(200);
  expect(sent.every((content) => content.length <= 2_000)).toBe(true);
});
