import { describe, expect, test } from 'vitest';
import { splitMessage } from '../../src/markdown/split.ts';

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

describe('splitting an answer', () => {
  test('leaves a short answer as it is', () => {
    expect(splitMessage('Hello,\n\nworld!')).toEqual(['Hello,\n\nworld!']);
  });

  test('sends nothing for a blank answer', () => {
    expect(splitMessage(' \n\n ')).toEqual([]);
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

  test('whatever is thrown at it, it ends, in few messages that fit', () => {
    const pieces = [
      '`',
      '```',
      '```js\n',
      '~~~',
      '\n',
      '\n\n',
      '> ',
      '  ',
      'word ',
      '. ',
      '😀',
      '世界',
      'x'.repeat(1_990),
    ];
    let seed = 1;
    const next = (bound: number) => (seed = (seed * 48_271) % 2_147_483_647) % bound;
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: next(200) }, () =>
        (pieces[next(pieces.length)] ?? '').repeat(1 + next(30)),
      ).join('');

      const parts = splitMessage(text);

      expect(parts.every((part) => part.trim() !== '' && part.length <= 2_000 && part.isWellFormed())).toBe(true);
      expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / 700) + 1);
    }
  });
});
