import { expect, test } from 'vitest';
import { oneLine, plainName } from '../../src/markdown/plain-name.ts';

test('a name stays on one line and has no effect as Markdown', () => {
  expect(plainName('**Bold**\n# Title <@1> `code` [a](b)')).toBe(
    String.raw`\*\*Bold\*\* \# Title \<\@1\> \`code\` \[a\]\(b\)`,
  );
});

test('a long name is cut between characters', () => {
  expect(oneLine('🧵'.repeat(10), 9)).toBe('🧵🧵🧵🧵…');
  expect(oneLine('abc', 3)).toBe('abc');
  expect(oneLine('  a \u200B b ', 10)).toBe('a b');
});
