import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('corpus/', import.meta.url);
const NUMBERS = Array.from({ length: 10_000 }, (_, index) => index);

/** One answer as a model may write it. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  /** Whether it is there to break things, and not for people. */
  readonly isTorture: boolean;
}

/** All answers: those of the folder, those that are too long to be stored, and those that tear at the seams. */
export function readCorpus(): Sample[] {
  const stored = readdirSync(FOLDER)
    .toSorted()
    .map((file) => ({ name: file, text: readFileSync(new URL(file, FOLDER), 'utf8'), isTorture: false }));
  const read = (...names: string[]) =>
    names.map((name) => stored.find((sample) => sample.name === `${name}.md`)?.text ?? '').join('\n\n');
  const written = Object.entries(longAnswers(read)).map(([name, text]) => ({ name, text, isTorture: false }));
  const torture = Object.entries(tortureAnswers(read)).map(([name, text]) => ({ name, text, isTorture: true }));
  return [...stored, ...written, ...torture];
}

type Read = (...names: string[]) => string;

function longAnswers(read: Read): Record<string, string> {
  return {
    'a course in several chapters': read('howto-backup-postgres', 'nested-lists-with-code', 'sql-window-functions'),
    'an essay in three languages': read('essay-printing-press', 'german-tenancy-law', 'russian-git'),
    'a long Chinese answer': read('chinese-tea', 'japanese-keigo').replaceAll('\n\n## ', '\n## '),
    'a program': `Here is the whole program:\n\n\`\`\`ts\n${lines(400, programLine)}\n\`\`\`\n\nIt compiles.`,
    'a log': `This is what I see in your log:\n\n\`\`\`log\n${lines(250, logLine)}\n\`\`\`\n\nThe disk is full.`,
    'a log that is not in a block': `Your log says:\n\n${lines(120, logLine)}`,
    'a table of 200 rows': `All of them:\n\n${table(['No.', 'Name', 'Price'], 200, ['r', 'a name', '12.50'])}\n\nThat is all.`,
    'a table wider than a phone': table(['City', 'What it is known for', 'When to go there', 'How to get there'], 40, [
      'Porto',
      'port wine, **tiles** and the bridge',
      'May, June and September',
      'by [train](https://example.com/train)',
    ]),
    'a list of 300 things': lines(300, (n) => `${n + 1}. Thing ${n}\n   - what *it* is for\n   - where to get it`),
    'a list of links': lines(
      150,
      (n) => `- [Page ${n} of the manual](https://example.com/manual/page-${n}?v=${n * 37})`,
    ),
    'two hundred short sections': lines(200, (n) => `## Section ${n}\n\nIt says \`${n}\`.\n`),
    'one line of JSON': `\`\`\`json\n${JSON.stringify(NUMBERS.slice(0, 900).map((id) => ({ id, name: `item ${id}` })))}\n\`\`\``,
    'a file as base64': `Decode this:\n\n\`\`\`\n${Buffer.from(NUMBERS.slice(0, 3_000).join()).toString('base64')}\n\`\`\``,
  };
}

function tortureAnswers(read: Read): Record<string, string> {
  const prose = 'The quick brown fox jumps over the lazy dog, and then some. ';
  return {
    'lines of Windows': read('nested-lists-with-code').replaceAll('\n', '\r\n'),
    'a language of 3,000 characters': `\`\`\`${'language'.repeat(375)}\n${lines(100, programLine)}\n\`\`\``,
    'a line of 10,000 characters': prose.repeat(170),
    'a word of 10,000 characters': `Here: ${'x'.repeat(10_000)} it was.`,
    'a long line of code': `\`\`\`js\nconst text = "${prose.repeat(100)}";\n\`\`\``,
    '2,000 mentions': '<@123456789012345678>'.repeat(2_000),
    '500 mentions with spaces': '<@123456789012345678> '.repeat(500),
    'only emoji': '👨‍👩‍👧‍👦🏳️‍🌈👍🏽'.repeat(400),
    'only flags': '🇩🇪🇫🇷🇯🇵'.repeat(500),
    'one giant link': `See [this page](https://example.com/${'a/b-c_d'.repeat(900)}) and no other.`,
    'a link with a giant label': `[${prose.repeat(60)}](https://example.com/giant)`,
    'a giant spoiler': `The end is ||${prose.repeat(80)}||, so there.`,
    'giant emphasis': `**${prose.repeat(60).trim()}** and *__${prose.repeat(60).trim()}__*`,
    'giant inline code': `\`${prose.repeat(60).trim()}\``,
    'a giant heading': `# ${prose.repeat(60)}\n\nText.`,
    'a giant quote': `> ${prose.repeat(80)}\n> ${prose.repeat(80)}`,
    'Thai without spaces': 'ภาษาไทยไม่มีช่องว่างระหว่างคำและต้องใช้พจนานุกรมเพื่อแยกคำออกจากกัน'.repeat(150),
    'Chinese without marks': '天地玄黄宇宙洪荒日月盈昃辰宿列张'.repeat(500),
    'a word of Arabic': 'السلام'.repeat(1_500),
    'stacked accents': `Z${'\u0301\u0320\u034F'.repeat(30)}algo `.repeat(150),
    'deep lists': lines(200, (n) => `${'  '.repeat(n % 25)}- level ${n % 25} of the list, with some words`),
    'deep quotes': lines(200, (n) => `${'> '.repeat(1 + (n % 12))}level ${n % 12} of the quote, with some words`),
    'control characters': `A NUL \0, a bell \u0007, an escape \u001b[31mred\u001b[0m, a form feed \f.\n`.repeat(100),
    'invisible characters': 'zero\u200bwidth\u200djoiner\u2060and\ufeffmarks\u202eright-to-left\u202c '.repeat(120),
    'half surrogate pairs': `${'\ud83d'.repeat(3)} and \udc68 and ${'word \ud83d'.repeat(700)}`,
    'only brackets': '[](){}<>'.repeat(700),
    'only stars': '* ** *** **** '.repeat(400),
    'only backticks': '` `` ``` ```` '.repeat(300),
    'blank lines': `First.${'\n \t'.repeat(5_000)}\n> ${'\n>'.repeat(3_000)}\nLast.`,
    'HTML without an end': '<div><p><b>'.repeat(500) + prose.repeat(20),
  };
}

function lines(count: number, line: (index: number) => string): string {
  return NUMBERS.slice(0, count).map(line).join('\n');
}

function table(head: readonly string[], count: number, [first = '', ...cells]: readonly string[]): string {
  const row = (each: readonly string[]) => `| ${each.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), lines(count, (n) => row([`${first} ${n}`, ...cells]))].join('\n');
}

function programLine(n: number): string {
  const kinds = [
    `/** What step ${n} does. */`,
    `export function step${n}(input: readonly string[]): string[] {`,
    `  const found = input.filter((line) => line.startsWith('${n}:') && !line.endsWith("\`"));`,
    `  if (found.length > ${n}) {`,
    `    throw new Error(\`Too many: \${found.length}\`); // # not a heading, > not a quote`,
    '  }',
    '',
    `  return found.map((line) => line.trim());`,
    '}',
    '',
  ];
  return kinds[n % kinds.length] ?? '';
}

function logLine(n: number): string {
  const time = new Date(1_700_000_000_000 + n * 1_234).toISOString();
  const level = ['INFO ', 'INFO ', 'WARN ', 'DEBUG', 'ERROR'][n % 5];
  return `${time} ${level} [worker-${n % 7}] request ${(n * 7_919) % 100_000} GET /api/items/${n}?page=${n % 9} took ${(n * 31) % 997} ms`;
}
