const MARKS = ['*', '_', '[', ']', '|', '`', '~', '<', '>', '#', '-', ' ', '\n', '\\', '漢', '😀'];
const PATTERNS = [
  '[]',
  '**a ',
  '*a **b ',
  '_a__b ',
  '||a ',
  '` `` ',
  '- ',
  '- a\n',
  '> ',
  '> a\n',
  '>>> ',
  '1. ',
  '[a](',
  '[a](https://b.c) ',
  '<a:',
  '<a@',
  '</a ',
  '```a ',
  'https://',
  '*\\',
  '*_~|`[>-#',
  '||**__~~',
  '\n   ',
  '¯\\_(ツ)_/¯',
];

/** Texts that make careless readers search again and again, with their names. */
export function hostileTexts(length: number): [name: string, text: string][] {
  const half = length / 2;
  return [
    ...[...MARKS, ...PATTERNS].map((mark): [string, string] => [
      JSON.stringify(mark),
      mark.repeat(Math.ceil(length / mark.length)).slice(0, length),
    ]),
    ['brackets that open, then close', '['.repeat(half) + ']'.repeat(half)],
    ['ticks, then letters', '`'.repeat(half) + 'a'.repeat(half)],
    ['a block of empty lines', '```'.padEnd(length, '\n')],
    ['a star, then spaces', '*a'.padEnd(length)],
    ['a heading of spaces', '# '.padEnd(length)],
    ['an address of dots', 'https://a'.padEnd(length, '.')],
    ['an address of brackets', `[a](https://a${'()'.repeat(half)}`],
    ['links in links', '['.repeat(length / 20) + '](https://a.b)'.repeat(length / 20)],
    ['a stair of lists', Array.from({ length: 60 }, (_, index) => `${' '.repeat(index)}- a`).join('\n')],
  ];
}
