import { describe, expect, test } from 'vitest';
import { splitMessage } from '../../src/markdown/split.ts';
import { hasClosedFences, rendered } from './rendered.ts';

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

describe('splitting an answer', () => {
  test('leaves a short answer as it is', () => {
    expect(splitMessage('Hello,\n\nworld!')).toEqual(['Hello,\n\nworld!']);
  });

  test('sends nothing for a blank answer', () => {
    expect(splitMessage(' \n\n ')).toEqual([]);
  });

  test('says that a limit is too small to be kept', () => {
    expect(() => splitMessage('Hello', 15)).toThrow('room for 16');
  });

  test.each([
    { name: 'paragraphs', text: `${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, parts: ['a'.repeat(60), 'b'.repeat(60)] },
    { name: 'lines', text: `${'a'.repeat(60)}\n${'b'.repeat(60)}`, parts: ['a'.repeat(60), 'b'.repeat(60)] },
    {
      name: 'sentences',
      text: `${'a'.repeat(60)}. ${'b'.repeat(10)} ${'c'.repeat(40)}`,
      parts: [`${'a'.repeat(60)}.`, `${'b'.repeat(10)} ${'c'.repeat(40)}`],
    },
    { name: 'words', text: `${'a'.repeat(60)} ${'b'.repeat(60)}`, parts: ['a'.repeat(60), 'b'.repeat(60)] },
  ])('cuts between $name', ({ text, parts }) => {
    expect(splitMessage(text, 100)).toEqual(parts);
  });

  test('cuts at words behind white space, too', () => {
    const text = `- ${words(60)} \n- ${words(60)}   \n\n> x\n${words(60)}`;

    const parts = splitMessage(text, 60);

    expect(parts.join(' ').match(/word\d+/g)).toEqual(text.match(/word\d+/g));
  });

  test('keeps every word, in order, within the limit', () => {
    const text = words(2_000);

    const parts = splitMessage(text);

    expect(parts.every((part) => part.length > 0 && part.length <= 2_000)).toBe(true);
    expect(parts.join(' ')).toBe(text);
  });

  test('cuts a word that is longer than a message, but no character in two', () => {
    const text = '😀'.repeat(1_501);

    const parts = splitMessage(`x${text}`);

    expect(parts.join('')).toBe(`x${text}`);
    expect(parts.every((part) => part.length <= 2_000 && part.isWellFormed())).toBe(true);
  });

  test('closes and reopens a code block with its language, keeping the indentation', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `    print(${index}, "some text to fill the line")`);
    const text = `Look:\n\n\`\`\`python\n${lines.join('\n')}\n\`\`\`\n\nDone.`;

    const parts = splitMessage(text);

    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(2_000);
      expect(part.match(/^```/gm)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
    }
    const code = parts.flatMap((part) => part.split('\n')).filter((line) => line.startsWith('    print'));
    expect(code).toEqual(lines);
    expect(parts[1]).toMatch(/^```python\n/);
    expect(parts.at(-1)).toMatch(/Done\.$/);
  });

  test('reopens a block whose opening line is very long with the bare marker', () => {
    const text = `\`\`\`${'x'.repeat(1_000)}\n${'code line\n'.repeat(400)}\`\`\``;

    const parts = splitMessage(text);

    expect(parts.every((part) => part.length <= 2_000)).toBe(true);
    expect(parts[1]).toMatch(/^```\ncode line/);
  });

  test.each([
    { name: 'backticks', text: `${'`'.repeat(2_500)}\n${'text after it '.repeat(300)}` },
    { name: 'backticks of half a message', text: `${'`'.repeat(999)}\n${'text after it '.repeat(300)}` },
    { name: 'tildes', text: `~~~${'~'.repeat(1_000)}\n${'text after it '.repeat(300)}` },
    { name: 'quote marks before a fence', text: `${'> '.repeat(800)}\`\`\`\n${'text after it\n'.repeat(300)}` },
  ])('a long run of $name costs no more messages than other text', ({ text }) => {
    const parts = splitMessage(text);

    expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / 1_000) + 1);
    expect(parts.every((part) => part.length > 0 && part.length <= 2_000)).toBe(true);
  });
});

describe('what stays together', () => {
  const filler = (length: number) => 'word '.repeat(length / 5);

  test.each([
    { name: 'a link', piece: '[the long name of a page](https://example.com/some/page?with=query)' },
    { name: 'an address', piece: 'https://example.com/some/page?with=query' },
    { name: 'an address without a preview', piece: '<https://example.com/some/page>' },
    { name: 'a mention', piece: '<@123456789012345678>' },
    { name: 'a role', piece: '<@&123456789012345678>' },
    { name: 'a channel', piece: '<#123456789012345678>' },
    { name: 'a command', piece: '</ask some question:123456789012345678>' },
    { name: 'an emoji of the server', piece: '<a:party_blob:123456789012345678>' },
    { name: 'a time', piece: '<t:1700000000:R>' },
    { name: 'inline code', piece: '`git commit --amend --no-edit`' },
    { name: 'inline code with backticks', piece: '``a ` b and c``' },
    { name: 'a spoiler', piece: '||the butler did it||' },
    { name: 'emphasis', piece: '***very important words***' },
    { name: 'underlined text', piece: '__the title of a book__' },
    { name: 'struck out text', piece: '~~not so good an idea~~' },
    { name: 'a family of emoji', piece: '👨‍👩‍👧‍👦' },
  ])('$name is not cut, wherever the message ends', ({ piece }) => {
    for (let length = 200 - piece.length - 1; length <= 200; length += 1) {
      const text = `${'x'.repeat(length % 5)}${filler(length - (length % 5))}${piece} ${filler(100)}`;

      const parts = splitMessage(text, 200);

      expect(parts.filter((part) => part.includes(piece))).toHaveLength(1);
      expect(parts.join(' ')).toBe(text.trim());
    }
  });

  test('a heading goes with what follows it', () => {
    const parts = splitMessage(`${filler(150)}\n\n## The next part\n\n${filler(100)}`, 200);

    expect(parts).toEqual([filler(150).trim(), `## The next part\n\n${filler(100).trim()}`]);
  });

  test.each(['Here is the code:', '**The code:**', '代码如下：'])(
    'an introducing line goes with its code: %s',
    (line) => {
      const code = '```js\nrun();\nrun();\n```';

      const parts = splitMessage(`${filler(170)}\n\n${line}\n\n${code}`, 200);

      expect(parts).toEqual([filler(170).trim(), `${line}\n\n${code}`]);
    },
  );

  test('sections are better than paragraphs, paragraphs better than items, and items better than lines', () => {
    const section = (title: string) => `# ${title}\n\n${filler(40)}\n\n- item\n  more\n- item\n\n${filler(40)}`;

    expect(splitMessage(`${section('One')}\n\n${section('Two')}`, 200)).toEqual([
      section('One').trim(),
      section('Two').trim(),
    ]);
    expect(splitMessage(`Text.\n\n${filler(80)}\n\n- one\n  more\n- two\n  more`, 110)[1]).toMatch(/^- one/);
    expect(splitMessage('- one\n  more\n  more\n- two\n  more\n  more', 32)).toEqual([
      '- one\n  more\n  more',
      '- two\n  more\n  more',
    ]);
  });

  test('one more message is worth it for clearly better cuts, but no more than one', () => {
    const paragraph = (letter: string) => `${letter.repeat(9)} `.repeat(13).trim();
    const paragraphs = ['a', 'b', 'c'].map(paragraph);

    expect(splitMessage(paragraphs.join('\n\n'), 210)).toEqual(paragraphs);
  });

  test.each(['# 5 of them', '- 3 degrees', '2. May', '> 7'])(
    'a message does not begin with «%s» by chance',
    (piece) => {
      for (let length = 170; length <= 200; length += 5) {
        const parts = splitMessage(`${filler(length)}${piece} ${filler(60)}`, 200);

        expect(parts.some((part) => part.startsWith(piece))).toBe(false);
      }
    },
  );

  test('a word is not cut where a heading could be parted from it', () => {
    const [word, title] = ['x'.repeat(170), `# So **${'very '.repeat(15)}long**`];

    expect(splitMessage(`${title}\n\n${word}\n\n${filler(100)}`, 200)).toContain(word);
  });

  test('Chinese, Japanese and Thai are cut without spaces, after a sentence if there is one', () => {
    const chinese = '这是一个没有空格的句子，它说明了一些事情。';
    const parts = splitMessage(chinese.repeat(300));

    expect(parts.join('')).toBe(chinese.repeat(300));
    expect(parts.every((part) => part.endsWith('。'))).toBe(true);
    const others = `${'日本語の文章'.repeat(600)}${'ภาษาไทยไม่มีช่องว่าง'.repeat(300)}`;
    expect(splitMessage(others).join('')).toBe(others);
  });

  test('words written from right to left stay in their order', () => {
    const text = 'مرحبا بالعالم، هذا نص طويل. '.repeat(200).trim();

    expect(splitMessage(text).join(' ')).toBe(text);
  });
});

describe('what is closed and opened again', () => {
  test('bold text with emphasis on both ends is bold in both messages', () => {
    const text = `**So *${'very '.repeat(58)}long* *${'very '.repeat(58)}long* so**`;

    const parts = splitMessage(text, 300);

    expect(parts[1]).toMatch(/^\*{3}[^*]+\* \*[^*]+\*{3}$/);
    expect(parts.flatMap(rendered)).toEqual(rendered(text));
  });

  test.each([
    { name: 'bold text', open: '**', close: '**' },
    { name: 'a spoiler', open: '||', close: '||' },
    { name: 'inline code', open: '`', close: '`' },
    { name: 'marks within marks', open: '__~~*', close: '*~~__' },
    { name: 'a long link', open: '[', close: '](https://example.com/)' },
    { name: 'a quote', open: '> ', close: '' },
    { name: 'a quote to the end', open: '>>> ', close: '' },
    { name: 'a heading', open: '## ', close: '' },
    { name: 'small print', open: '-# ', close: '' },
    { name: 'bold text in a quote', open: '> **', close: '**' },
  ])('$name that is longer than a message', ({ open, close }) => {
    const parts = splitMessage(`${open}${words(200)}${close}`, 300);

    expect(parts.length).toBeGreaterThan(4);
    expect(parts.every((part) => part.startsWith(open) && part.endsWith(close) && part.length <= 300)).toBe(true);
    const inner = parts.map((part) => part.slice(open.length, part.length - close.length));
    expect(inner.join(' ')).toBe(words(200));
  });

  test('spaces at the end of a list do not shift what is not cut', () => {
    const link = '[a b c](https://example.com)';
    for (let count = 25; count < 40; count += 1) {
      const parts = splitMessage(`- item\n- ${'word '.repeat(count)}${link} ${words(20)}${' '.repeat(9)}\n\nEnd.`, 200);

      expect(parts.filter((part) => part.includes(link))).toHaveLength(1);
    }
  });

  test('the items around an inner one that a message begins with', () => {
    const inner = (number: number) => `   - the inner item ${number}, of some words`;
    const items = [1, 2, 3, 4, 5].map(inner);

    const parts = splitMessage(`1. One\n2. Two\n${items.join('\n')}\n3. Three`, 160);

    expect(parts).toEqual([
      `1. One\n2. Two\n${items.slice(0, 3).join('\n')}`,
      `2. …\n${items.slice(3).join('\n')}\n3. Three`,
    ]);
  });

  test.each([
    { name: 'of tildes', before: '', open: '~~~js', close: '~~~' },
    { name: 'of four backticks', before: '', open: '````md', close: '````' },
    { name: 'in a list', before: '1. Do this:\n\n', open: '   ```sh', close: '   ```', indentation: '   ' },
    {
      name: 'deep in a list',
      before: '- Do this:\n\n',
      open: '      ```sh',
      close: '      ```',
      indentation: '      ',
    },
    { name: 'in a quote', before: '> See:\n', open: '> ```sh', close: '> ```', indentation: '> ' },
  ])('a code block $name', ({ before, open, close, indentation = '' }) => {
    const lines = Array.from(
      { length: 100 },
      (_, index) => `${indentation}${index % 9 === 0 ? '```' : `run ${index}`} .`,
    );

    const parts = splitMessage(`${before}${open}\n${lines.join('\n')}\n${close}`, 300);

    expect(parts.length).toBeGreaterThan(2);
    for (const [index, part] of parts.entries()) {
      if (index > 0) expect(part.startsWith(`${open}\n`)).toBe(true);
      expect(part.endsWith(`\n${close}`)).toBe(true);
    }
    const code = parts.flatMap((part) => part.split('\n')).filter((line) => line.endsWith(' .'));
    expect(code).toEqual(lines);
  });

  test('a line of code of 10,000 characters, with more code behind it', () => {
    const line = JSON.stringify({ text: 'x'.repeat(9_000), more: words(100) });
    const text = `\`\`\`json\n${line}\n\`\`\`\n\n\`\`\`js\nlast();\n\`\`\``;

    const parts = splitMessage(text);

    expect(parts.every((part) => part.length <= 2_000 && part.startsWith('```js') && part.endsWith('```'))).toBe(true);
    expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / 2_000) + 1);
    expect(rendered(parts.join('\n'))).toEqual(rendered(text));
  });

  test('a fence with 3,000 characters behind it', () => {
    const parts = splitMessage(`\`\`\`${'x'.repeat(3_000)}\n${'code line\n'.repeat(300)}\`\`\``);

    expect(parts.every((part) => part.length <= 2_000 && hasClosedFences(part))).toBe(true);
    expect(parts.join('').match(/x/g)).toHaveLength(3_000);
    expect(parts.join('').match(/code line/g)).toHaveLength(300);
  });

  test('a code block in a list that is not indented, though its fences are', () => {
    const code = 'run something\n'.repeat(60);
    const text = `1. First:\n   \`\`\`sh\n${code}   \`\`\`\n2. Second\n\n\`\`\`js\nlast();\n\`\`\`\n\n${words(80)}`;

    const parts = splitMessage(text, 400);

    expect(parts.slice(0, 2).every((part) => part.endsWith('\n   ```'))).toBe(true);
    expect(parts.at(-1)).toMatch(/^word/);
    expect(parts.join('\n').match(/```/g)).toHaveLength(2 * (parts.filter((part) => part.includes('run')).length + 1));
  });

  test('a code block that the answer does not close', () => {
    expect(splitMessage('Look:\n```js\nrun();')).toEqual(['Look:\n```js\nrun();\n```']);
  });

  test.each([
    { name: 'in a quote that ends with a blank line', text: '> ```c++\n> run();\n>', end: '\n> ```' },
    { name: 'with marks of the other kind behind its own', text: '```~~\nrun();', end: '\n```' },
  ])('a code block that the answer does not close, $name', ({ text, end }) => {
    expect(splitMessage(text)[0]?.endsWith(end)).toBe(true);
  });

  test('blank lines in code or in a quote make no blank message', () => {
    for (const blank of ['\n', '\n>', '\n \t']) {
      const parts = splitMessage(
        `> \`\`\`\n> a${blank.repeat(5_000)}\n> b\n> \`\`\`\n\nEnd${blank.repeat(5_000)}\nof all`,
      );

      expect(parts.length).toBeLessThanOrEqual(4);
      expect(parts.every((part) => /[a-z]/i.test(part) && part.length <= 2_000)).toBe(true);
    }
  });
});
