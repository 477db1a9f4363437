import { describe, expect, test } from 'vitest';
import { placeAnnotations } from '../../src/markdown/annotations.ts';
import { findCode } from '../../src/markdown/code-places.ts';
import { applyEdits } from '../../src/markdown/edits.ts';
import { findFileMentions, madeFiles } from '../../src/markdown/file-mentions.ts';
import { fileName, uniqueName } from '../../src/markdown/file-name.ts';

/** The text with `{name|label|file}` where it speaks of files. */
function mentioned(text: string, made: Record<string, string> = {}): string {
  const annotations = Object.entries(made).map(([path, fileId]) => {
    const start = text.indexOf(path);
    return { start, end: start + path.length, text: path, target: { kind: 'made' as const, fileId } };
  });
  const placed = placeAnnotations(text, annotations);
  const mentions = findFileMentions(text, placed, new Map(madeFiles(text, placed)), findCode(text));
  const edits = mentions.map(({ start, end, name, label, fileId = '' }) => {
    return { start, end, text: `{${[name, label, fileId].join('|')}}` };
  });
  return applyEdits(text, edits);
}

describe('where a text speaks of a file', () => {
  test.each([
    ['Here: [Download](sandbox:/mnt/data/x.csv).', 'Here: {x.csv|Download|1}.'],
    ['![A chart](sandbox:/mnt/data/x.csv "Chart")', '{x.csv|A chart|1}'],
    ['[a [b] c](<sandbox:/mnt/data/x.csv>)', '{x.csv|a [b] c|1}'],
    ['See sandbox:/mnt/data/x.csv.', 'See {x.csv||1}.'],
    ['See <sandbox:/mnt/data/x.csv>', 'See {x.csv||1}'],
    ['See `sandbox:/mnt/data/x.csv`.', 'See `{x.csv||1}`.'],
    ['[A](sandbox:/mnt/data/x.csv), once more: [B](sandbox:/mnt/data/x.csv)', '{x.csv|A|1}, once more: {x.csv|B|1}'],
  ])('%j', (text, expected) => {
    expect(mentioned(text, { 'sandbox:/mnt/data/x.csv': '1' })).toBe(expected);
  });

  test('a path with spaces and brackets is the annotated one', () => {
    const path = 'sandbox:/mnt/data/x (1).csv';

    expect(mentioned(`Take [it](${path}).`, { [path]: '1' })).toBe('Take {x (1).csv|it|1}.');
  });

  test('a link to a file that is not there, and code that has one', () => {
    expect(mentioned('[The %file](sandbox:/mnt/data/a%20b.csv) `sandbox:/mnt/data/a.csv`')).toBe(
      '{a b.csv|The %file|} `sandbox:/mnt/data/a.csv`',
    );
  });
});

describe('names of files', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['/mnt/data/Über sicht (1).CSV', 'Uber_sicht_1.csv'],
    ['..\\..\\x.sh', 'x.sh'],
    ['SPOILER_x.png', 'x.png'],
    ['@everyone', 'everyone'],
    ['报告.csv', ''],
    ['.png', ''],
    [`${'a'.repeat(200)}.png`, `${'a'.repeat(56)}.png`],
  ])('%j becomes %j', (name, expected) => {
    expect(fileName(name)).toBe(expected);
  });

  test('that are taken get a number', () => {
    expect(uniqueName('a.png', new Set(['a.png', 'a-2.png']))).toBe('a-3.png');
  });
});
