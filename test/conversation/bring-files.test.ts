import { describe, expect, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { setUpConversations as setUp } from '../support/conversations.ts';
import { attachments, PNG } from '../support/post-files.ts';
import { problem, scriptAssistants } from '../support/scripted-assistants.ts';

type SetUp = ReturnType<typeof setUp>;
interface Message {
  content: string | { type: string; text?: string; image_file?: { file_id: string } }[];
  attachments?: { file_id: string; tools: { type: string }[] }[];
}

/** The messages that each run was created with. */
const messagesOf = ({ created }: SetUp['assistants']) =>
  created().map((body) => (body?.['additional_messages'] ?? []) as unknown as Message[]);

/** All that a message says, pictures by their ids. */
function said(message: Message | undefined): string {
  const content = message?.content ?? '';
  if (typeof content === 'string') return content;
  return content.map(({ text, image_file: picture }) => text ?? `<${picture?.file_id}>`).join('\n');
}

const uploads = ({ requests }: SetUp['assistants']) =>
  requests.filter(({ method, path }) => method === 'POST' && path === '/files').length;
const deleted = ({ requests }: SetUp['assistants']) =>
  requests.flatMap(({ method, path }) => (method === 'DELETE' && path.startsWith('/files/') ? [path.slice(7)] : []));

/** A server whose assistant has both tools for files. */
function withTools(hasHostedTools = true) {
  const assistants = scriptAssistants();
  assistants.giveTools('file_search', 'code_interpreter', 'function');
  return setUp({ assistants, hasHostedTools });
}

describe('the files of a post', () => {
  test('reach the assistant in their order: pictures as pictures, the others as text', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    const { attach } = discordFiles;
    const files = [attach('a.txt', 'first'), attach('cat.png', PNG), attach('b.md', 'second')];

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    const [message] = messagesOf(assistants)[0] ?? [];
    expect(said(message)).toMatch(
      /^Ada: Look\.\n\[Beg.*a\.txt.*\]\n> first\n.*\n<file_1>\n\[Beg.*b\.md.*\]\n> second\n.*$/,
    );
    expect(uploads(assistants)).toBe(1);
    expect(sent[0]?.content).toBe('The answer.');
  });

  test('of several posts go with their posts', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = setUp();
    assistants.nextRun({ status: 'in_progress' }, { status: 'in_progress' }, { status: 'completed' });
    await conversations.take(post('busy'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.take(post('one', { files: [discordFiles.attach('a.png', PNG)] }));
    await conversations.take(post('two', { files: [discordFiles.attach('b.png', PNG)] }));

    await untilSent(2);
    expect(messagesOf(assistants).flat().map(said)).toEqual(['Ada: busy', 'Ada: one\n<file_1>', 'Ada: two\n<file_2>']);
  });

  test('go to the tools of the assistant when the server has them', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = withTools();
    const files = [discordFiles.attach('report.pdf', '%PDF'), discordFiles.attach('data.csv', 'a,b')];

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    const [message] = messagesOf(assistants)[0] ?? [];
    expect(message?.attachments).toEqual([
      { file_id: 'file_1', tools: [{ type: 'file_search' }] },
      { file_id: 'file_2', tools: [{ type: 'code_interpreter' }] },
    ]);
    expect(said(message)).not.toContain('a,b');
  });

  test.each([
    ['the server has no such tools', () => withTools(false)],
    ['the assistant has no such tools', () => setUp({ hasHostedTools: true })],
  ])('are read when %s', async (_, start) => {
    const { assistants, conversations, discordFiles, post, untilSent } = start();

    await conversations.take(post('Look.', { files: [discordFiles.attach('data.csv', 'a,b')] }));

    await untilSent(1);
    const [message] = messagesOf(assistants)[0] ?? [];
    expect(said(message)).toContain('\n> a,b\n');
    expect(message).not.toHaveProperty('attachments');
    expect(uploads(assistants)).toBe(0);
  });

  test('that Discord makes of a long post are the post itself, also for an assistant with tools', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = withTools();

    await conversations.take(
      post('', { files: [discordFiles.attach('message.txt', 'What is this?', { isPaste: true })] }),
    );

    await untilSent(1);
    expect(messagesOf(assistants)).toMatchObject([[{ content: 'Ada: What is this?' }]]);
  });

  test('of a post that is deleted while those before it are brought are left alone', async () => {
    const discordFiles = attachments();
    const readPostFile: typeof discordFiles.readPostFile = async (...request) => {
      await conversations.remove('7', second.id);
      return discordFiles.readPostFile(...request);
    };
    const { assistants, conversations, post, untilSent } = setUp({ discordFiles: { ...discordFiles, readPostFile } });
    assistants.nextRun({ status: 'in_progress' }, { status: 'in_progress' }, { status: 'completed' });
    await conversations.take(post('busy'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    const first = post('one', { files: ['a.png', 'b.png', 'c.png'].map((name) => discordFiles.attach(name, PNG)) });
    const second = post('two', { files: [discordFiles.attach('d.png', PNG)] });
    await conversations.take(first);
    await conversations.take(second);

    await untilSent(2);

    expect(discordFiles.read).toEqual(['a.png', 'b.png', 'c.png']);
  });

  test('of a post that waits go with it when it is deleted', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = setUp();
    assistants.nextRun(...Array.from({ length: 20 }, () => ({ status: 'in_progress' as const })), {
      status: 'completed',
    });
    await conversations.take(post('busy'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    const waiting = post('Look.', { files: [discordFiles.attach('cat.png', PNG)] });
    await conversations.take(waiting);

    await conversations.remove('7', waiting.id);
    await conversations.take(post('Something else.'));

    await untilSent(2);
    expect(discordFiles.read).toEqual([]);
    expect(messagesOf(assistants)[1]?.map(said)).toEqual(['Ada: Something else.']);
  });

  test('that two posts have are two files', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = setUp();
    const file = discordFiles.attach('cat.png', PNG);
    assistants.nextRun({ status: 'in_progress' }, { status: 'in_progress' }, { status: 'completed' });
    await conversations.take(post('busy'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.take(post('mine', { files: [file] }));
    await conversations.take(post('the same', { files: [{ ...file, source: { channelId: '7', messageId: '102' } }] }));

    await untilSent(2);
    expect(messagesOf(assistants)[1]?.map(said)).toEqual(['Ada: mine\n<file_1>', 'Ada: the same\n<file_2>']);
  });

  test('are two at a time in memory, of all conversations together', async () => {
    const discordFiles = attachments();
    let [reading, most] = [0, 0];
    const readPostFile: typeof discordFiles.readPostFile = async (...request) => {
      most = Math.max(most, (reading += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      reading -= 1;
      return discordFiles.readPostFile(...request);
    };
    const { assistants, conversations, post, untilSent } = setUp({ discordFiles: { ...discordFiles, readPostFile } });

    for (const conversationId of ['7', '8', '9']) {
      const files = ['a.png', 'b.png', 'c.png'].map((name) => discordFiles.attach(name, PNG));
      await conversations.take(post('Look.', { conversationId, files }));
    }

    await untilSent(3);
    expect(most).toBe(2);
    expect(uploads(assistants)).toBe(9);
  });
});

describe('what cannot be read is said below the answer, which comes all the same', () => {
  const MB = 1024 * 1024;
  const discordFiles = attachments();
  const { attach } = discordFiles;
  test.each([
    ['what is no text', attach('movie.mp4', Buffer.from([0xff, 0])), 'movie.mp4 (a kind of file that I cannot read)'],
    ['an empty file', attach('a_b.txt', ''), String.raw`a\_b.txt (no text in it, perhaps a scan)`],
    ['a large file', attach('big.pdf', 'x', { bytes: 30.2 * MB }), 'big.pdf (31 MB, 25 at most)'],
    ['a large picture', attach('big.png', Buffer.concat([PNG, Buffer.alloc(20 * MB)])), 'big.png (21 MB, 20 at most)'],
    ['a file that is gone', attach('gone', new UserError('download.failed')), 'gone (Discord does not let me have it)'],
    ['a file that Discord does not give', attach('no', new Error('502')), 'no (Discord does not let me have it)'],
  ])('%s', async (_, file, expected) => {
    const { assistants, conversations, sent, post, untilSent } = setUp({ discordFiles });

    await conversations.take(post('Look.', { files: [file] }));

    await untilSent(1);
    expect(sent[0]?.content).toBe(`The answer.\n-# Not read: ${expected}`);
    const [message] = messagesOf(assistants)[0] ?? [];
    expect(said(message)).toBe(`Ada: Look.\n[The file ${file.name} is attached, but it cannot be read here.]`);
  });

  test('files beyond the tenth of a post, the first ten in short', async () => {
    const { conversations, discordFiles: own, sent, post, untilSent } = setUp();
    const files = Array.from({ length: 22 }, (_, index) => own.attach(`${index}.txt`, 'x'));

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    const named = Array.from({ length: 10 }, (_, index) => `${index + 10}.txt (too many files in one message)`);
    expect(sent[0]?.content).toBe(`The answer.\n-# Not read: ${named.join('; ')}; 2 more`);
    expect(own.read).toHaveLength(10);
  });

  test('texts that are longer together than a model can be given', async () => {
    const { assistants, conversations, discordFiles: own, sent, post, untilSent } = setUp();
    const lengths = [10_000, 35_000, 1];
    const files = lengths.map((length, index) => own.attach(`${index}.txt`, 'x'.repeat(length)));

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    expect(sent[0]?.content).toBe(
      'The answer.\n-# Not read: 2.txt (the files before it were long enough)\n' +
        '-# Read only in part, from the beginning: 1.txt',
    );
    expect(said(messagesOf(assistants)[0]?.[0]).match(/x/g)?.length).toBeLessThan(40_020);
  });

  test('a moment in which Discord does not answer is waited out', async () => {
    const own = attachments();
    let tries = 0;
    const readPostFile: typeof own.readPostFile = async (...request) => {
      if ((tries += 1) < 3) throw new Error('502');
      return own.readPostFile(...request);
    };
    const { conversations, sent, post, untilSent } = setUp({ discordFiles: { ...own, readPostFile } });

    await conversations.take(post('Look.', { files: [own.attach('a.txt', 'x')] }));

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.');
  });
});

describe('an Assistants server that does not take files', () => {
  test.each([400, 403, 404, 501])('refuses a picture (%i): that is said', async (status) => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /^\/files$/, () => problem(status, 'No.'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.\n-# Not read: cat.png (the Assistants server does not take it)');
    expect(uploads(assistants)).toBe(1);
  });

  test('refuses a document: its text is read', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = withTools();
    assistants.failNext('POST', /^\/files$/, () => problem(400, 'No.'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('a.md', 'words')] }));

    await untilSent(1);
    expect(said(messagesOf(assistants)[0]?.[0])).toContain('> words');
    expect(sent[0]?.content).toBe('The answer.');
  });

  test('refuses a run with attachments: their text is read, pictures stay, and the uploads go', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = withTools();
    assistants.failNext('POST', /\/runs$/, () => problem(400, 'Attachments are not supported.'));
    const files = [discordFiles.attach('a.md', 'words'), discordFiles.attach('cat.png', PNG)];

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.');
    expect(said(messagesOf(assistants)[1]?.[0])).toMatch(/> words\n[^]*<file_2>$/);
    await vi.waitFor(() => expect(deleted(assistants)).toEqual(['file_1']));
  });

  test('refuses a run with pictures: that is said, and the uploads go', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, () => problem(422, 'Pictures are not supported.'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.\n-# Not read: cat.png (the Assistants server does not take it)');
    await vi.waitFor(() => expect(deleted(assistants)).toEqual(['file_1']));
  });

  test('does not know a file any more: the answer comes without it', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    for (const _ of [1, 2]) assistants.failNext('POST', /\/runs$/, () => problem(404, 'No such File object: file_1'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(sent[0]?.content).toMatch(/^The answer\.\n-# Not read: cat\.png/);
  });

  test('is away: that is waited out, and the file is uploaded once', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    for (const _ of [1, 2, 3]) assistants.failNext('POST', /^\/files$/, () => problem(503, 'away'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(said(messagesOf(assistants)[0]?.[0])).toBe('Ada: Look.\n<file_1>');
    expect(sent[0]?.content).toBe('The answer.');
  });

  test('fails at each try to take a file: the answers come without it', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    for (let tries = 0; tries < 7; tries += 1) assistants.failNext('POST', /^\/files$/, () => problem(500, 'oops'));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));
    await untilSent(1);
    await conversations.take(post('And?'));
    await untilSent(2);

    expect(sent.map(({ content }) => content)).toEqual([
      'The answer.\n-# Not read: cat.png (the Assistants server does not take it)',
      'The answer.',
    ]);
    expect(messagesOf(assistants)[1]?.map(said)).toEqual(['Ada: And?']);
  });

  test('fails at each try to take a document: its text is read, and it is asked for nothing more', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = withTools();
    for (let tries = 0; tries < 14; tries += 1) assistants.failNext('POST', /^\/files$/, () => problem(500, 'oops'));
    const files = ['a.md', 'b.md', 'c.md'].map((name) => discordFiles.attach(name, `words of ${name}`));

    await conversations.take(post('Look.', { files }));

    await untilSent(1);
    for (const { name } of files) expect(said(messagesOf(assistants)[0]?.[0])).toContain(`> words of ${name}`);
    expect(sent[0]?.content).toBe('The answer.');
    expect(uploads(assistants)).toBe(14); // two at a time
  });
});

describe('what takes too long', () => {
  /** Discord's files hang for ever. */
  function hanging() {
    const discordFiles = attachments();
    const readPostFile: typeof discordFiles.readPostFile = async ({ name }, _post, { signal }) => {
      discordFiles.read.push(name);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    return setUp({ isQuick: true, discordFiles: { ...discordFiles, readPostFile } });
  }

  test('is left out, and no more of it is begun', async () => {
    const { conversations, discordFiles, sent, post } = hanging();
    const files = ['a.png', 'b.png', 'c.png', 'd.png'].map((name) => discordFiles.attach(name, PNG));

    await conversations.take(post('Look.', { files }));

    const late = files.map(({ name }) => `${name} (getting it took too long)`).join('; ');
    await vi.waitFor(
      () => expect(sent.map(({ content }) => content)).toContain(`The answer.\n-# Not read: ${late}`),
      5_000,
    );
    expect(discordFiles.read).toEqual(['a.png', 'b.png']);
  });
});

describe('an uploaded file', () => {
  test('is deleted when its process has lost the conversation before it could be written down', async () => {
    const { assistants, conversations, discordFiles, post, sent, store, untilSent } = setUp({ leaseMs: 500 });
    const { commit, lock } = store;
    let isLost = false;
    store.lock = async (...wanted) => {
      isLost = false;
      const found = await lock(...wanted);
      return found && { ...found, renew: async () => !isLost && found.renew() };
    };
    store.commit = async (...write) => !isLost && commit(...write);
    assistants.beforeNext('POST', /^\/files$/, async () => void (isLost = true));

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(deleted(assistants)).toEqual(['file_1']);
    expect(messagesOf(assistants)[0]?.map(said)).toEqual(['Ada: Look.\n<file_2>']);
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['whose process died before it could be written down', () => 0],
    ['of which the server’s answer was lost', undefined],
  ])('%s is found again by its name', async (_, die) => {
    const one = setUp();
    const file = one.discordFiles.attach('cat.png', PNG);
    const post = one.post('Look.', { files: [file] });
    const { assistants, conversations } = one;
    assistants.failNext('POST', /^\/files$/, (apply) => {
      apply();
      const made = { id: 'file_1', object: 'file', filename: `${post.id}-${file.id}.png` };
      const others = [{ ...made, id: 'file_8', filename: 'cat.png' }];
      assistants.failNext('GET', /^\/files$/, () =>
        Response.json({ object: 'list', data: [...others, made], has_more: false }),
      );
      if (die) void conversations.close(die());
      throw new TypeError('fetch failed');
    });
    await conversations.take(post);
    await vi.waitFor(() => expect(uploads(assistants)).toBe(1));
    if (die) await conversations.close(0);

    const { conversations: next, sent } = die ? setUp(one) : one;
    if (die) await next.resume();

    await vi.waitFor(() => expect(sent).toHaveLength(1), 5_000);
    expect(uploads(assistants)).toBe(1);
    expect(messagesOf(assistants)[0]?.map(said)).toEqual(['Ada: Look.\n<file_1>']);
    expect(deleted(assistants)).toEqual([]);
  });

  test('is written down when the store is back', async () => {
    const { assistants, conversations, discordFiles, post, store, untilSent } = setUp();
    const { commit } = store;
    let away = 0;
    assistants.beforeNext('POST', /^\/files$/, async () => void (away = 3));
    store.commit = async (...write) => {
      if ((away -= 1) >= 0) throw new Error('away');
      return commit(...write);
    };

    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));

    await untilSent(1);
    expect(away).toBeLessThan(0);
    expect(uploads(assistants)).toBe(1);
    expect(messagesOf(assistants)[0]?.map(said)).toEqual(['Ada: Look.\n<file_1>']);
  });

  /** The process dies when the run is to be created, of which the server hears nothing. */
  function dieBeforeRun({ assistants, conversations }: SetUp) {
    assistants.failNext('POST', /\/runs$/, () => {
      void conversations.close(0);
      throw new TypeError('fetch failed');
    });
  }

  test('is not uploaded again by the next process, which also says what was not read', async () => {
    const one = setUp();
    dieBeforeRun(one);
    const files = [one.discordFiles.attach('cat.png', PNG), one.discordFiles.attach('gone', new Error('502'))];
    await one.conversations.take(one.post('Look.', { files }));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.resume();

    expect(uploads(next.assistants)).toBe(1);
    expect(messagesOf(next.assistants)[1]?.map(said)[0]).toContain('<file_1>');
    expect(next.sent[0]?.content).toBe('The answer.\n-# Not read: gone (Discord does not let me have it)');
  });

  test('is not uploaded again when the run is there, of whose creation the process did not live to hear', async () => {
    const one = setUp();
    one.assistants.failNext('POST', /\/runs$/, (apply) => {
      apply();
      void one.conversations.close(0);
      throw new TypeError('fetch failed');
    });
    const files = [one.discordFiles.attach('cat.png', PNG), one.discordFiles.attach('gone', new Error('502'))];
    await one.conversations.take(one.post('Look.', { files }));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.close(0);
    const before = one.discordFiles.read.length;

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.discordFiles.read).toHaveLength(before);
    expect(next.assistants.created()).toHaveLength(1);
    expect(next.sent[0]?.content).toBe('The answer.\n-# Not read: gone (Discord does not let me have it)');
  });

  test('of which the process did not live to use it goes with the conversation', async () => {
    const one = setUp();
    dieBeforeRun(one);
    await one.conversations.take(one.post('Look.', { files: [one.discordFiles.attach('cat.png', PNG)] }));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.placeGone('7');

    await vi.waitFor(async () => expect(await next.conversations.memoryOf('7')).toBe('none'));
    expect(deleted(next.assistants)).toEqual(['file_1']);
    expect(next.sent).toEqual([]);
  });

  test('of a turn that the assistant never got goes, and the next turn brings it anew', async () => {
    const { assistants, conversations, discordFiles, sent, post, untilSent } = setUp();
    for (let tries = 0; tries < 7; tries += 1) assistants.failNext('POST', /\/runs$/, () => problem(503, 'away'));
    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));
    await untilSent(1);
    await vi.waitFor(() => expect(deleted(assistants)).toEqual(['file_1']));

    await conversations.take(post('And?'));

    await untilSent(2);
    expect(messagesOf(assistants).at(-1)?.map(said)).toEqual(['Ada: Look.\n<file_2>', 'Ada: And?']);
    expect(sent[1]?.content).toBe('The answer.');
  });

  test('is not brought again with a run that is tried again, nor when the answer is wanted once more', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = setUp();
    assistants.nextRun({ status: 'failed', last_error: { code: 'server_error', message: '' } });
    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));
    await untilSent(1);

    await conversations.retry('7', undefined, { personId: '1', channelId: '7', isModerator: false });

    await untilSent(2);
    expect(messagesOf(assistants).map((messages) => messages.length)).toEqual([1, 0, 0]);
    expect(uploads(assistants)).toBe(1);
  });

  test('of an answer that is wanted once more is brought again when the thread is gone', async () => {
    const { assistants, conversations, discordFiles, post, untilSent } = setUp();
    await conversations.take(post('Look.', { files: [discordFiles.attach('cat.png', PNG)] }));
    await untilSent(1);
    assistants.loseThread('thread_1');

    await conversations.retry('7', undefined, { personId: '1', channelId: '7', isModerator: false });

    await untilSent(2);
    expect(messagesOf(assistants).at(-1)?.map(said)).toEqual(['Ada: Look.\n<file_2>']);
  });
});
