import { expect, test } from 'vitest';
import { createLog, redact } from '../src/log.ts';

function recordingLog(secrets: string[]) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', secrets, destination: { write: (line: string) => void lines.push(line) } });
  return { log, lines };
}

test.each([
  { name: 'an OpenAI key', text: 'Incorrect API key provided: sk-proj-abc123.', hidden: 'abc123' },
  { name: 'a shortened OpenAI key', text: 'Incorrect API key provided: sk-ab***********wxyz.', hidden: 'wxyz' },
  { name: 'a bearer token', text: 'authorization: Bearer abc.def-123456', hidden: 'def' },
  { name: 'an interaction token', text: '/webhooks/123/aW50ZXJhY3Rpb246MTIzNDU2Nzg5MA', hidden: 'aW50' },
  { name: 'a password in a URL', text: 'connect redis://bobbin:hunter2@10.0.0.1:6379 failed', hidden: 'hunter2' },
])('$name is taken out of a text', ({ text, hidden }) => {
  expect(redact(text)).not.toContain(hidden);
  expect(redact(text)).toContain('[redacted]');
});

test('a secret never reaches a line, wherever it stands', () => {
  const secret = 'a "quoted" secret\\';
  const { log, lines } = recordingLog([secret]);
  const error = Object.assign(new Error(`refused ${secret}`, { cause: new Error(secret) }), { code: secret });

  log.error({ err: error, note: secret }, `with ${secret}`);

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('quoted');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'with [redacted]', err: { message: 'refused [redacted]' } });
});

test.each([
  { name: 'one character', secrets: ['1', 'e'] },
  { name: 'digits that are in every time', secrets: [`${Date.now()}`.slice(0, 8)] },
  { name: 'text that is in every line', secrets: ['"level":', 'hostname'] },
])('a secret of $name leaves the lines readable', ({ secrets }) => {
  const { log, lines } = recordingLog(secrets);

  log.info({ url: 'http://one', next: 'a@b' }, 'run 1 settled');

  const line = { level: 30, time: expect.any(Number), url: 'http://one', next: 'a@b', msg: 'run 1 settled' };
  expect(JSON.parse(lines[0] ?? '')).toMatchObject(line);
});

test('what a request held stays out of the log', () => {
  const { log, lines } = recordingLog([]);

  log.error({ err: Object.assign(new Error('no'), { requestBody: { json: { content: 'private words' } } }) }, 'failed');

  expect(lines[0]).not.toContain('private words');
});
