import { expect, test } from 'vitest';
import { createOutbox } from '../../../playground/page/client/state/outbox.ts';
import { createWriting, type Post } from '../../../playground/page/client/state/writing.ts';
import type { Message } from '../../../playground/page/client/types.ts';

type Api = Parameters<typeof createOutbox>[0]['api'];

function write(kept = new Map<string, string>()) {
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return createWriting({ personId: '1', storage });
}

/** An outbox whose requests are answered by hand. */
function open() {
  const requests: { content: string; nonce: string | undefined; answer: PromiseWithResolvers<Message> }[] = [];
  const post = (_id: string, content: string, { nonce }: { nonce?: string } = {}) => {
    const answer = Promise.withResolvers<Message>();
    requests.push({ content, nonce, answer });
    return answer.promise;
  };
  const writing = write();
  const outbox = createOutbox({ api: { post } as Api, writing, readFiles: async () => [] });
  const send = (text: string, more: Partial<Post> = {}) =>
    outbox.post('7', { sent: { text, marks: [], files: [], nonce: `of ${text}`, ...more }, content: text });
  return { requests, writing, send, draft: () => writing.draftOf('7').value };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('messages go one after another', async () => {
  const { requests, send } = open();
  send('one');
  send('two');
  await settled();
  expect(requests.map(({ content }) => content)).toEqual(['one']);

  requests[0]?.answer.resolve({} as Message);
  await settled();

  expect(requests.map(({ content }) => content)).toEqual(['one', 'two']);
});

test('what cannot be sent comes back with all that is behind it, before what was written meanwhile', async () => {
  const { requests, writing, send, draft } = open();
  const mark = { start: 3, written: '@Ada', meant: '<@1>' };
  send('one');
  send('hi @Ada', { marks: [mark] });
  writing.change('7', { text: 'three' });
  await settled();

  requests[0]?.answer.reject(new Error('Not now.'));
  await settled();

  expect(requests).toHaveLength(1);
  expect(draft()).toMatchObject({
    text: 'one\nhi @Ada\nthree',
    marks: [{ ...mark, start: 7 }],
    problem: 'Not now.',
  });
});

test('one that comes back alone is as it was, with its nonce', async () => {
  const { requests, send, draft } = open();
  const replyTo = { id: '5' } as Message;
  send('one', { replyTo, ping: false });
  await settled();

  requests[0]?.answer.reject(new Error('Not now.'));
  await settled();

  expect(draft()).toMatchObject({ text: 'one', replyTo, ping: false, unsent: { text: 'one', nonce: 'of one' } });
});

test('a command that comes back has its fields, unless something else is written: then it is a text', () => {
  const writing = write();
  const command = { name: 'ask', fields: [{ name: 'question', text: 'why?' }] };
  const sent = { text: '', marks: [], files: [], command };

  writing.putBack('7', [sent], 'Not now.');
  expect(writing.draftOf('7').value).toMatchObject({ command, text: '', problem: 'Not now.' });

  writing.change('8', { text: 'hello' });
  writing.putBack('8', [sent], 'Not now.');
  expect(writing.draftOf('8').value).toMatchObject({
    command: undefined,
    text: '/ask question:why?\nhello',
    isPlain: true,
  });
});

test('texts outlive the page, commands as texts; what is sent does not', () => {
  const kept = new Map<string, string>();
  const before = write(kept);
  before.change('7', { text: 'a thought' });
  before.change('8', { command: { name: 'ask', fields: [{ name: 'question', text: 'why?' }] } });
  before.change('9', { text: 'sent' });
  before.change('9', { text: '' });

  const after = write(kept);

  expect(['7', '8', '9'].map((id) => after.draftOf(id).value.text)).toEqual(['a thought', '/ask question:why?', '']);
});

test('a reply ends when its message is deleted', () => {
  const writing = write();
  writing.replyTo({ id: '5', channel_id: '7' } as Message);

  writing.forget('7', ['4']);
  expect(writing.draftOf('7').value.replyTo?.id).toBe('5');
  writing.forget('7', ['5']);
  expect(writing.draftOf('7').value.replyTo).toBeUndefined();
});

test('a command that is begun by a press keeps what stands there already', () => {
  const writing = write();
  writing.change('7', { text: 'why?' });

  writing.begin('7', '/ask ');

  expect(writing.draftOf('7').value).toMatchObject({ text: '/ask why?', isFocusWanted: true });
});
