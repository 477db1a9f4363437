/** A number from 0 up to, not including, the bound. */
export type Random = (bound: number) => number;

/** The same numbers for the same seed. */
export function createRandom(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1;
  return (bound) => (state = (state * 48_271) % 2_147_483_647) % bound;
}

const WORDS = [
  'the',
  'answer',
  'of',
  'a',
  'model',
  'Straße',
  'naïve',
  'e\u0301tude',
  'well-known',
  'e.g.',
  '42',
  '(perhaps)',
  'مرحبا',
  'بالعالم',
  'שלום',
  '世界',
  '这是一个没有空格的句子',
  '日本語の文章です。',
  '안녕하세요',
  'ภาษาไทย',
  '👨‍👩‍👧‍👦',
  '🇩🇪',
  '👍🏽',
  '# 5',
  '- x',
  '1. y',
  '\\*',
  '\\_',
  '2 < 3',
  '<@123456789012345678>',
  '<#123456789012345678>',
  '<:blob:123456789012345678>',
  '<t:1700000000:R>',
  '</ask:123456789012345678>',
  'https://example.com/a_b/c?d=e',
  '<https://example.com/x>',
];
const MARKS = ['**', '*', '_', '__', '~~', '||', '***'];

/** Markdown such as models write it, with all that Discord knows, seldom too long for one message. */
export function writeMarkdown(random: Random): string {
  const blocks = Array.from({ length: 1 + random(4) }, () => block(random, 0));
  if (random(12) === 0) blocks.push(`>>> ${block(random, 0)}\n\n${block(random, 0)}`);
  return blocks.join(random(4) === 0 ? '\n\n\n' : '\n\n');
}

function block(random: Random, depth: number): string {
  switch (random(depth > 2 ? 5 : 9)) {
    case 0:
      if (depth > 1) return 'No heading in a list';
      return `${'#'.repeat(1 + random(4))} ${sentence(random, 5)}`;
    case 1:
      return `${random(2) === 0 ? '-# ' : ''}${sentence(random, 20)}`;
    case 2:
    case 3:
      return lines(1 + random(5), () => sentence(random, 15)).join('\n');
    case 4:
      return fence(random);
    case 5:
      return lines(1 + random(5), (index) => item(random, depth, random(2) === 0 ? '-' : `${index + 1}.`)).join('\n');
    case 6:
      return block(random, depth + 1)
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
    case 7:
      return random(4) === 0 ? '---' : `Here is the code:\n\n${fence(random)}`;
    default:
      return random(3) === 0 ? longWord(random) : sentence(random, 60);
  }
}

function item(random: Random, depth: number, bullet: string): string {
  const [first = '', ...rest] = (
    random(3) === 0 ? `Item ${sentence(random, 8)}\n\n${block(random, depth + 2)}` : `Item ${sentence(random, 12)}`
  ).split('\n');
  const indentation = ' '.repeat(bullet.length + 1);
  return [`${bullet} ${first}`, ...rest.map((line) => (line === '' ? '' : indentation + line))].join('\n');
}

function fence(random: Random): string {
  const marker = ['```', '~~~', '````'][random(3)] ?? '```';
  const language = ['', 'ts', 'python', 'c++'][random(4)] ?? '';
  const code = lines(1 + random(20), () => {
    const kinds = [
      '',
      '  if (x) {',
      '\treturn 1; // # no heading',
      '> no quote',
      '- no list',
      `const s = "${'long '.repeat(random(12))}";`,
      marker === '````' ? '```' : '**',
      '世界 👨‍👩‍👧‍👦',
    ];
    return kinds[random(kinds.length)] ?? '';
  });
  return [marker + language, 'first();', ...code, 'last();', marker].join('\n');
}

function longWord(random: Random): string {
  return (['x', '世', '👨‍👩‍👧‍👦', 'ab/'][random(4)] ?? 'x').repeat(1 + random(900));
}

function sentence(random: Random, maxWords: number): string {
  return `So ${lines(1 + random(maxWords), () => phrase(random, 0)).join(' ')}.`;
}

function phrase(random: Random, depth: number, outer = ''): string {
  const plain = () => lines(1 + random(depth === 0 ? 6 : 12), () => WORDS[random(WORDS.length)] ?? '').join(' ');
  const marks = MARKS.filter((each) => !outer.includes(each.charAt(0)));
  const mark = marks[random(marks.length)] ?? '';
  switch (random(depth > 1 ? 4 : 12)) {
    case 0:
      return `\`${['x', 'a b', 'npm run check', 'f(**x)'][random(4)] ?? ''}\``;
    case 1:
      return `[a ${'long '.repeat(random(30))}link](https://example.com/${random(1_000)}_x)`;
    case 2:
      return `${mark}so ${phrase(random, depth + 2, outer + mark)} it${mark}`;
    case 3:
      return `${mark}${'very '.repeat(random(90))}long${mark}`;
    default:
      return plain();
  }
}

function lines(count: number, line: (index: number) => string): string[] {
  return Array.from({ length: count }, (_item, index) => line(index));
}
