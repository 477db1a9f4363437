import { expect, test } from 'vitest';
import { alternativeText } from '../../src/markdown/alternative-text.ts';
import { fileName } from '../../src/markdown/file-name.ts';

/** What Discord makes of names: https://github.com/discord/discord-api-docs/issues/7754 */
function cleansed(name: string): string {
  const ascii = name.normalize('NFKD').replace(/\P{ASCII}/gu, '');
  return ascii
    .replace(/[/\\]/g, ' ')
    .trim()
    .split(/\s+/)
    .join('_')
    .replace(/[^A-Za-z0-9_.-]/g, '')
    .replace(/^[._]+|[._]+$/g, '');
}

test.each([
  'report.pdf',
  '_report_.pdf',
  'SPOILER_report.pdf',
  'sales (final) 2026.csv',
  'Übersicht größer.png',
  '图表.png',
  '../../etc/passwd',
  '.gitignore',
  'archive.tar.gz',
  `${'a'.repeat(59)}_and_so_on`,
  `${'a'.repeat(53)}____________.jpeg`,
  'a..b__c--d.txt',
  'report.',
])('the name of %j is one that Discord leaves as it is', (name) => {
  const made = fileName(name);

  expect(cleansed(made)).toBe(made);
  expect(made.length).toBeLessThanOrEqual(60);
});

test('an alternative text is cut at a character', () => {
  const text = alternativeText(`${'a'.repeat(1_023)}📈`);

  expect(text.isWellFormed()).toBe(true);
  expect(text.length).toBeLessThanOrEqual(1_024);
});
