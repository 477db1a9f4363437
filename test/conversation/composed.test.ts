import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UndeliverableError } from '../../src/conversation/surface.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { setUpConversations as setUp, UnheardError } from '../support/conversations.ts';
import { problem, scriptAssistants, textPart } from '../support/scripted-assistants.ts';

const say = textsIn();
const MANY = 30;

/** The answer to one post, as messages. */
async function answered(options: Parameters<typeof setUp>[0] & { messages?: number } = {}) {
  const { messages = 1, ...rest } = options;
  const stage = setUp(rest);
  await stage.conversations.take(stage.post('Hello'));
  await stage.untilSent(messages);
  return { ...stage, texts: stage.sent.map(({ content }) => content), names: namesIn(stage.sent) };
}

function namesIn(sent: ReturnType<typeof setUp>['sent']): string[][] {
  return sent.map(({ files = [] }) => files.map(({ name }) => name));
}

/** Annotations of all parts of the text that look so. */
function annotate(text: string, pattern: RegExp, details: (part: string, index: number) => object) {
  return Array.from(text.matchAll(pattern), ({ 0: part, index }, count) => {
    return { text: part, start_index: index, end_index: index + part.length, ...details(part, count) };
  });
}

const citing = (...ids: string[]) => {
  return (_part: string, index: number) => ({ type: 'file_citation', file_citation: { file_id: ids[index] } });
};
const MARKS = /【[^】]*】/g;

/** The annotations of paths in a text. */
function making(text: string, files: Record<string, string>): object[] {
  return Object.entries(files).map(([path, file_id]) => {
    const start = text.indexOf(path);
    return {
      type: 'file_path',
      text: path,
      start_index: start,
      end_index: start + path.length,
      file_path: { file_id },
    };
  });
}

describe('citations', () => {
  test('become numbers, with a line of sources in which names are only names', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_a', { name: 'the *report* @everyone.pdf', content: '' });
    const text = 'Up【4:0†source】, down【4:1†costs.pdf】 and up【4:2†source】. Odd【4:3†source】.【9:9†source】';
    assistants.say(text, annotate(text.slice(0, -12), MARKS, citing('file_a', 'file_b', 'file_a', 'file_c')));

    const { texts } = await answered({ assistants });

    expect(texts).toEqual([
      'Up[1], down[2] and up[1]. Odd[3].\n' +
        '-# Sources: [1] the \\*report\\* \\@everyone.pdf · [2] costs.pdf · [3] file 3',
    ]);
  });

  test('of pages, flat and nested, are links that do not unfold', async () => {
    const assistants = scriptAssistants();
    const flat = { type: 'url_citation', start_index: 0, end_index: 5, url: 'https://a.example/x', title: '[A] title' };
    const page = { url: 'https://b.example/y' };
    assistants.say('Rains【1†b】.', [
      flat,
      { type: 'url_citation', text: '【1†b】', start_index: 5, end_index: 10, url_citation: page },
    ]);

    const { texts } = await answered({ assistants });

    expect(texts[0]).toBe(
      'Rains[1][2].\n-# Sources: [1] [\\(A\\) title](<https://a.example/x>) · [2] [y](<https://b.example/y>)',
    );
  });

  test('that are very many are counted', async () => {
    const assistants = scriptAssistants();
    const text = Array.from({ length: MANY }, (_, index) => `Fact【${index}†source】.`).join(' ');
    assistants.say(text, annotate(text, MARKS, citing(...Array.from({ length: MANY }, (_, index) => `file_${index}`))));

    const { texts } = await answered({ assistants });

    expect(texts[0]).toMatch(/Fact\[30\]\.\n-# Sources: \[1\] file 1 · .*\[20\] file 20 · 10 more$/);
  });

  test('over two messages of one run go on counting', async () => {
    const assistants = scriptAssistants();
    const first = 'One【0:0†a.pdf】.';
    const second = 'Two【1:0†b.pdf】, one【1:1†a.pdf】.';
    assistants.sayMessages([
      [textPart(first, annotate(first, MARKS, citing('file_a')))],
      [textPart(second, annotate(second, MARKS, citing('file_b', 'file_a')))],
    ]);

    const { texts } = await answered({ assistants });

    expect(texts[0]).toBe('One[1].\n\nTwo[2], one[1].\n-# Sources: [1] a.pdf · [2] b.pdf');
  });

  test('of nothing but a mark that nothing explains is no answer', async () => {
    const assistants = scriptAssistants();
    assistants.say('【4:0†source】');

    expect((await answered({ assistants })).texts).toEqual([say('answers.emptyAnswer')]);
  });
});

test('an answer without files or that tool asks for nothing more', async () => {
  const { assistants } = await answered();

  const after = assistants.requests.slice(assistants.requests.findIndex(({ path }) => path.endsWith('/messages')));
  expect(after.map(({ path }) => path)).toEqual(['/threads/thread_1/messages']);
});

describe('files that the assistant has made', () => {
  test('hang on the message that speaks of them, described, and their links are words', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_csv', { name: 'anything.csv', content: 'a,b' });
    assistants.addFile('file_png', { name: 'chart.png', content: 'PNG' });
    const text =
      `Take [Download](sandbox:/mnt/data/the%20data.csv) or \`sandbox:/mnt/data/the%20data.csv\`.\n\n` +
      `![Sales by month](sandbox:/mnt/data/chart.png)\n\n[Gone](sandbox:/mnt/data/gone.csv)\n\n${'word '.repeat(500)}`;
    const files = { 'sandbox:/mnt/data/the%20data.csv': 'file_csv', 'sandbox:/mnt/data/chart.png': 'file_png' };
    assistants.say(text, making(text, files));

    const { texts, names, sent } = await answered({ assistants, messages: 2 });

    expect(texts[0]).toMatch(/^Take Download \(`the_data\.csv`\) or `the_data\.csv`\.\n\nGone\n\nword/);
    expect(names).toEqual([['the_data.csv', 'chart.png'], []]);
    expect(sent[0]?.files?.map(({ description, content }) => [description, Buffer.from(content).toString()])).toEqual([
      ['Download', 'a,b'],
      ['Sales by month', 'PNG'],
    ]);
  });

  test('are found in the second message, and by a path alone', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_x', { name: 'x', content: 'x' });
    const text = `${'word '.repeat(500)}\n\nIt is in sandbox:/mnt/data/x.tar.gz.`;
    assistants.say(text, making(text, { 'sandbox:/mnt/data/x.tar.gz': 'file_x' }));

    const { texts, names, sent } = await answered({ assistants, messages: 2 });

    expect(texts[1]).toMatch(/It is in `x\.tar\.gz`\.$/);
    expect(names).toEqual([[], ['x.tar.gz']]);
    expect(sent[1]?.files?.[0]?.description).toBe('It is in x.tar.gz');
  });

  test('as pictures are shown where they stand, those of code that no message shows at the end', async () => {
    const assistants = scriptAssistants();
    for (const [id, name] of Object.entries({ file_a: 'image', file_b: 'plot.jpg', file_c: '图.png' })) {
      assistants.addFile(id, { name, content: id });
    }
    const image = (id: string) => ({ type: 'image', image: { file_id: id } });
    const call = { type: 'code_interpreter', code_interpreter: { outputs: ['file_a', 'file_b', 'file_c'].map(image) } };
    assistants.sayMessages(
      [
        [
          textPart('Here it is:'),
          { type: 'image_file', image_file: { file_id: 'file_a' } },
          textPart('And that is all.'),
        ],
      ],
      [{ step_details: { type: 'tool_calls', tool_calls: [call] } }],
    );
    assistants.nextRun({ status: 'completed', tools: [{ type: 'code_interpreter' }] });

    const { texts, sent } = await answered({ assistants });

    expect(texts).toEqual(['Here it is:\n\nAnd that is all.']);
    expect(sent[0]?.files?.map(({ name, description }) => [name, description])).toEqual([
      ['image.png', 'Here it is:'],
      ['plot.jpg', 'And that is all.'],
      ['picture-3.png', 'And that is all.'],
    ]);
  });

  test('and nothing else are an answer', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_a', { name: 'a.png', content: 'PNG' });
    assistants.sayMessages([[{ type: 'image_file', image_file: { file_id: 'file_a' } }]]);

    const { texts, names } = await answered({ assistants });

    expect([texts, names]).toEqual([[''], [['a.png']]]);
  });

  test('are left out of an answer when the server does not tell of the steps', async () => {
    const assistants = scriptAssistants();
    assistants.failNext('GET', /\/steps$/, () => problem(404, 'Unknown URL'));
    assistants.nextRun({ status: 'completed', tools: [{ type: 'code_interpreter' }] });

    expect((await answered({ assistants })).texts).toEqual(['The answer.']);
  });

  test('are ten in a message, and forty in an answer', async () => {
    const assistants = scriptAssistants();
    const paths = Array.from({ length: 43 }, (_, index) => `sandbox:/mnt/data/${index}.txt`);
    const text = paths.join('\n');
    for (const index of paths.keys()) assistants.addFile(`file_${index}`, { name: 'x', content: 'x' });
    assistants.say(text, making(text, Object.fromEntries(paths.map((path, index) => [path, `file_${index}`]))));

    const { names, texts } = await answered({ assistants, messages: 4 });

    expect(names.map(({ length }) => length)).toEqual([10, 10, 10, 10]);
    expect(texts).toEqual([expect.stringMatching(/^`0\.txt`\n/), '', '', say('answers.filesLeftOut', { count: 3 })]);
  });

  test('are no more in a message than a request may have', async () => {
    const assistants = scriptAssistants();
    const ids = ['file_a', 'file_b', 'file_c'];
    for (const id of ids) assistants.addFile(id, { name: `${id}.png`, content: 'x', bytes: 9 * 1024 * 1024 });
    assistants.sayMessages([ids.map((file_id) => ({ type: 'image_file', image_file: { file_id } }))]);

    expect((await answered({ assistants, messages: 2 })).names).toEqual([['file_a.png', 'file_b.png'], ['file_c.png']]);
  });

  test('that are too large are said with their size, and not asked for', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_a', { name: 'a.zip', content: '', bytes: 12.3 * 1024 * 1024 });
    assistants.addFile('file_b', { name: 'b.png', content: '', bytes: 11 * 1024 * 1024 });
    const text = 'Here: [Download](sandbox:/a.zip) and sandbox:/a.zip';
    const picture = { type: 'image_file', image_file: { file_id: 'file_b' } };
    assistants.sayMessages([[textPart(text, making(text, { 'sandbox:/a.zip': 'file_a' })), picture]]);

    const { texts, names } = await answered({ assistants });

    const [zip, png] = [
      say('answers.fileTooLarge', { name: '`a.zip`', size: '12.3 MB' }),
      say('answers.fileTooLarge', { name: '`b.png`', size: '11.0 MB' }),
    ];
    expect(texts).toEqual([`Here: Download: ${zip} and ${zip}\n-# ${png}`]);
    expect(names).toEqual([[]]);
    expect(assistants.requests.filter(({ path }) => path.endsWith('/content'))).toEqual([]);
  });
});

test('of very many files only those that can be shown are asked about', async () => {
  const assistants = scriptAssistants();
  const paths = Array.from({ length: 100 }, (_, index) => `sandbox:/mnt/data/${index}.txt`);
  const text = `${paths.join('\n')}【1:0†a.pdf】`;
  const made = making(text, Object.fromEntries(paths.map((path, index) => [path, `file_${index}`])));
  assistants.say(text, [...made, ...annotate(text, MARKS, citing('file_cited'))]);

  await answered({ assistants });

  const asked = assistants.requests.filter(({ path }) => /^\/files\/[^/]+$/.test(path)).map(({ path }) => path);
  expect(asked).toHaveLength(41);
  expect(asked).toContain('/files/file_cited');
});

test('files of one answer that do not come do not hold up those of others', async () => {
  const assistants = scriptAssistants();
  const over = Promise.withResolvers<void>();
  onTestFinished(() => over.resolve());
  for (const name of ['a', 'b', 'c', 'd']) assistants.addFile(name, { name: `${name}.png`, content: name });
  const pictures = (...ids: string[]) => [ids.map((file_id) => ({ type: 'image_file', image_file: { file_id } }))];
  for (let count = 0; count < 3; count += 1) {
    assistants.beforeNext('GET', /\/[abc]\/content$/, async () => over.promise);
  }
  const { conversations, post, sent, untilSent } = setUp({ assistants });

  assistants.sayMessages(pictures('a', 'b', 'c'));
  await conversations.take(post('Hello'));
  await vi.waitFor(() => expect(assistants.requests.some(({ path }) => path.endsWith('/content'))).toBe(true));
  assistants.sayMessages(pictures('d'));
  await conversations.take(post('Hello', { conversationId: '8', channelId: '8' }));

  await untilSent(1);
  expect(namesIn(sent)).toEqual([['d.png']]);
});

describe('a file that cannot be had', () => {
  function withFile(content: string | undefined = 'x') {
    const assistants = scriptAssistants();
    if (content !== undefined) assistants.addFile('file_a', { name: 'a.csv', content });
    const text = 'See [a.csv](sandbox:/a.csv).';
    assistants.say(text, making(text, { 'sandbox:/a.csv': 'file_a' }));
    return assistants;
  }

  const lost = `See a.csv.\n${say('answers.filesLost', { names: '`a.csv`' })}`;

  test('for good, does not take the answer with it', async () => {
    const assistants = withFile();
    assistants.failNext('GET', /\/content$/, () => problem(404, 'No such File object'));

    const { texts, names, store } = await answered({ assistants });

    expect([texts, names]).toEqual([[lost], [[]]]);
    await vi.waitFor(async () => expect(await store.get('turn/7')).toBeUndefined());
  });

  test('for a moment, is waited for', async () => {
    const assistants = withFile();
    for (let count = 0; count < 2; count += 1) {
      assistants.failNext('GET', /\/content$/, () => problem(500, 'Wait', { 'retry-after': '1' }));
    }

    const { texts, names } = await answered({ assistants });

    expect([texts, names]).toEqual([['See a.csv.'], [['a.csv']]]);
  });

  test('for longer, is given up', async () => {
    const assistants = withFile();
    for (let count = 0; count < 7; count += 1) assistants.failNext('GET', /\/content$/, () => problem(500, 'Wait'));

    const { texts, waits } = await answered({ assistants });

    expect(texts).toEqual([lost]);
    expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(45_000);
  });

  test('because it is larger than the server has said', async () => {
    const assistants = withFile('x'.repeat(2_000));
    assistants.failNext('GET', /^\/files\/file_a$/, () => problem(404, 'No such route'));

    expect((await answered({ assistants, maxFileBytes: 1_000 })).texts).toEqual([lost]);
  });

  test('or that Discord refuses, where the text has no room, is said in a further message', async () => {
    const assistants = withFile();
    const text = `${'x'.repeat(1_990)} sandbox:/a.csv`;
    assistants.say(text, making(text, { 'sandbox:/a.csv': 'file_a' }));
    const stage = setUp({ assistants });
    stage.refusals.push(new UndeliverableError('Request entity too large', { isAboutPlace: false }));

    await stage.conversations.take(stage.post('Hello'));

    await stage.untilSent(2);
    expect(stage.sent.map(({ content, files }) => [content.slice(-60), files])).toEqual([
      [`${'x'.repeat(52)} \`a.csv\``, undefined],
      [say('answers.filesRefused', { names: '`a.csv`' }), undefined],
    ]);
  });
});

test('a message with files that was taken, though that took too long, is not sent once more without them', async () => {
  const assistants = scriptAssistants();
  assistants.addFile('file_a', { name: 'a.png', content: 'PNG' });
  assistants.sayMessages([[textPart('See:'), { type: 'image_file', image_file: { file_id: 'file_a' } }]]);
  const stage = setUp({ assistants });
  stage.refusals.push(
    new UnheardError('lost'),
    new UndeliverableError('The files took too long.', { isAboutPlace: false }),
  );

  // Some minutes have passed.
  stage.hooks.sending = () => {
    stage.sent.splice(0, Infinity, ...stage.sent.map((message) => ({ ...message, nonce: 'forgotten' })));
  };

  await stage.conversations.take(stage.post('Hello'));

  await vi.waitFor(async () => expect(await stage.store.members('waiting')).toEqual([]));
  expect(stage.shown()).toMatchObject([{ content: 'See:', files: [{ name: 'a.png' }] }]);
});

describe('a process that dies', () => {
  test('between messages with files leaves the rest to the next one, which knows them by their names', async () => {
    const assistants = scriptAssistants();
    const ids = Array.from({ length: 12 }, (_, index) => `file_${index}`);
    for (const id of ids) assistants.addFile(id, { name: `${id}.png`, content: id });
    assistants.sayMessages([ids.map((file_id) => ({ type: 'image_file', image_file: { file_id } }))]);
    const one = setUp({ assistants });
    one.refusals.push(new UnheardError('the connection broke'));
    one.hooks.waited = () => void one.conversations.close(0);
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.sent).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.resume();

    expect(namesIn(next.sent).map(({ length }) => length)).toEqual([10, 2]);
  });

  test('between two messages that say the same leaves the second one to the next process', async () => {
    const toMessages = async () => ['The same.', 'The same.', 'The end.'];
    const one = setUp({ toMessages });
    one.hooks.sending = () => {
      if (one.sent.length === 1) throw new Error('Discord is away');
    };
    one.hooks.waited = () => void one.conversations.close(0);
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.sent).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp({ ...one, toMessages });
    await next.conversations.resume();

    expect(next.sent.map(({ content }) => content)).toEqual(['The same.', 'The same.', 'The end.']);
  });
});

test('an answer that is given once more has its files again', async () => {
  const assistants = scriptAssistants();
  assistants.addFile('file_a', { name: 'a.png', content: 'PNG' });
  assistants.sayMessages([[{ type: 'image_file', image_file: { file_id: 'file_a' } }]]);
  const { conversations, sent, changes, untilSent } = await answered({ assistants });
  const ada = { personId: '1', isModerator: false, channelId: '7' };

  await vi.waitFor(async () => expect(await conversations.retry('7', '101', ada)).toBe('retrying'));
  await untilSent(2);

  expect(namesIn(sent)).toEqual([['a.png'], ['a.png']]);
  expect(changes).toEqual([{ id: '1', isRemoved: true }]);
});

describe('an answer of very many messages', () => {
  const long = Array.from({ length: 200 }, (_, index) => `## Part ${index}\n\n${'Some words. '.repeat(10)}`).join(
    '\n\n',
  );

  test('is its first two, and then a file with all of it as it is', async () => {
    const assistants = scriptAssistants();
    assistants.say(long);

    const { texts, sent, names } = await answered({ assistants, messages: 3 });

    expect(texts[0]).toMatch(/^## Part 0\n/);
    expect(long.startsWith(texts[1]?.slice(-500) ?? '', long.indexOf(texts[1]?.slice(-500) ?? ''))).toBe(true);
    expect(texts[2]).toBe(say('answers.wholeAnswer', { name: 'answer.md' }));
    expect(names).toEqual([[], [], ['answer.md']]);
    expect(Buffer.from(sent[2]?.files?.[0]?.content ?? []).toString()).toBe(long);
    expect(sent.map(({ isSilent = false, button }) => [isSilent, button?.kind])).toEqual([
      [false, undefined],
      [true, undefined],
      [true, 'retry'],
    ]);
  });

  test('takes its later files along, and its sources; what Bobbin says below is not in the file', async () => {
    const assistants = scriptAssistants();
    assistants.addFile('file_x', { name: 'x', content: 'x' });
    const text = `${long}【1:0†a.pdf】 sandbox:/x.csv`;
    const cited = annotate(text, MARKS, citing('file_a'));
    assistants.say(text, [...cited, ...making(text, { 'sandbox:/x.csv': 'file_x' })]);
    assistants.nextRun({ status: 'incomplete' });

    const { texts, sent, names } = await answered({ assistants, messages: 3 });

    const whole = say('answers.wholeAnswer', { name: 'answer.md' });
    expect(texts[2]).toBe(`${whole}\n-# Sources: [1] a.pdf\n${say('answers.cutShort')}`);
    expect(names[2]).toEqual(['answer.md', 'x.csv']);
    const file = Buffer.from(sent[2]?.files?.[0]?.content ?? []).toString();
    expect(file).toBe(`${long}[1] \`x.csv\`\n\nSources: [1] a.pdf`);
  });

  test('is only its first one, where one is the most', async () => {
    const assistants = scriptAssistants();
    assistants.say(long.slice(0, 3_000));
    const operator = { ...NO_OPERATOR_SETTINGS, defaults: { everywhere: { mostMessages: 1 } } };

    const { names } = await answered({ assistants, operator, messages: 2 });

    expect(names).toEqual([[], ['answer.md']]);
  });

  test('which is too large for a file, is messages', async () => {
    const assistants = scriptAssistants();
    assistants.say(long.repeat(5));

    const { texts, sent } = await answered({ assistants, messages: 60, maxFileBytes: 20_000 });

    expect(sent.every(({ files }) => files === undefined)).toBe(true);
    expect(texts.join('').replace(/\s/g, '')).toBe(long.repeat(5).replace(/\s/g, ''));
  });

  test('whose file Discord refuses, is messages, with what was to stand below the file', async () => {
    const assistants = scriptAssistants();
    assistants.say(long);
    assistants.nextRun({ status: 'incomplete' });
    const stage = setUp({ assistants });
    stage.hooks.sending = ({ files }) => {
      if (files) throw new UndeliverableError('Missing Permissions', { isAboutPlace: false });
    };

    await stage.conversations.take(stage.post('Hello'));

    await vi.waitFor(() => expect(stage.sent.at(-1)?.content).toContain(say('answers.cutShort')));
    const all = stage.sent.map(({ content }) => content).join('');
    expect(all.replace(/\s/g, '')).toBe(`${long}${say('answers.cutShort')}`.replace(/\s/g, ''));
    expect(stage.sent.at(-1)?.button?.kind).toBe('retry');
  });

  test('and a much longer one, whose file Discord refuses, loses nothing by being cut elsewhere as a whole', async () => {
    const assistants = scriptAssistants();
    const words = Array.from({ length: 20_000 }, (_, index) => `word${index}`);
    assistants.say(
      Array.from({ length: 200 }, (_, index) => words.slice(index * 100, index * 100 + 100).join(' ')).join('\n\n'),
    );
    const toMessages = async (text: string) => text.match(text.length > 50_000 ? /[^]{1,1900}/g : /[^]{1,1100}/g) ?? [];
    const stage = setUp({ assistants, toMessages });
    stage.hooks.sending = ({ files }) => {
      if (files) throw new UndeliverableError('Missing Permissions', { isAboutPlace: false });
    };

    await stage.conversations.take(stage.post('Hello'));

    await vi.waitFor(() => expect(stage.sent.at(-1)?.button?.kind).toBe('retry'), 20_000);
    const all = stage.sent.map(({ content }) => content).join('');
    const seen = new Set(all.match(/word\d+/g));
    expect(words.filter((word) => !seen.has(word))).toEqual([]);
  });

  test('and much longer ones are not split as a whole for their beginning', async () => {
    const assistants = scriptAssistants();
    const huge = `${long}\n\n`.repeat(40);
    assistants.say(huge);

    const { texts, sent } = await answered({ assistants, messages: 3 });

    const shorter = scriptAssistants();
    shorter.say(long);
    expect(texts).toEqual((await answered({ assistants: shorter, messages: 3 })).texts);
    expect(Buffer.from(sent[2]?.files?.[0]?.content ?? []).toString()).toBe(huge);
  });
});

describe('formulas', () => {
  const mark = (text: string, nextMark: () => string) => {
    const drawn = Array.from(text.matchAll(/\$(\w+)\$/g), ({ 1: latex = '' }, index) => {
      return { number: index + 1, latex, mark: nextMark() };
    });
    const written = text.replace(/\$\w+\$/g, () => '#').split('#');
    return {
      text: written
        .map((piece, index) => piece + (drawn[index] ? `\`(${index + 1})${drawn[index].mark}\`` : ''))
        .join(''),
      drawn,
    };
  };
  const write = async (text: string, nextMark: () => string) => mark(text, nextMark);
  const sketch = (text: string) => text;
  const far = `One: $alpha$\n\n${'word '.repeat(450)}\n\nTwo: $beta$ and $gamma$`;

  test('that are drawn are one picture for each message, described by their sources', async () => {
    const assistants = scriptAssistants();
    assistants.say(far);
    const draw = async (drawn: readonly { latex: string }[]) => Buffer.from(drawn.map(({ latex }) => latex).join());

    const { texts, sent } = await answered({ assistants, messages: 2, formulas: { write, sketch, draw } });

    expect([texts[0]?.slice(0, 10), texts[1]?.slice(-20)]).toEqual(['One: `(1)`', 'Two: `(2)` and `(3)`']);
    expect(sent.map(({ files }) => files)).toEqual([
      [{ name: 'formulas.png', description: '(1) alpha', content: Buffer.from('alpha') }],
      [{ name: 'formulas.png', description: '(2) beta\n(3) gamma', content: Buffer.from('beta,gamma') }],
    ]);
  });

  test('that cannot be drawn are code', async () => {
    const assistants = scriptAssistants();
    assistants.say('One: $alpha$ and $beta$');
    const draw = () => Promise.reject(new Error('no'));

    const { texts, names } = await answered({ assistants, formulas: { write, sketch, draw } });

    expect([texts, names]).toEqual([['One: `alpha` and `beta`'], [[]]]);
  });

  test('that cannot be read stay as they are', async () => {
    const assistants = scriptAssistants();
    assistants.say('One: $alpha$');
    const fail = () => Promise.reject(new Error('no'));

    expect((await answered({ assistants, formulas: { write: fail, sketch, draw: fail } })).texts).toEqual([
      'One: $alpha$',
    ]);
  });
});

test('an answer of which no messages can be made is posted as it was written', async () => {
  const assistants = scriptAssistants();
  const text = '| a |【1:0†a.pdf】';
  assistants.say(text, annotate(text, MARKS, citing('file_a')));

  const { texts } = await answered({ assistants, toMessages: () => Promise.reject(new Error('no')) });

  expect(texts).toEqual(['| a |【1:0†a.pdf】']);
});

test('what is no character is shown as that, in messages as in the file', async () => {
  const assistants = scriptAssistants();
  assistants.say('Half \ud83d of one.');

  expect((await answered({ assistants })).texts).toEqual(['Half \ufffd of one.']);
});
