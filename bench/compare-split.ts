/**
 * Prints what becomes of the answers of the test corpus when they are cut in three ways, counted by the checks of the tests:
 * `npm run compare:split`. With `-- --write` it goes into docs/rendering.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { splitMessage } from '../src/markdown/split.ts';
import { readCorpus, type Sample } from '../test/markdown/corpus.ts';
import { type Fault, findFaults } from '../test/markdown/invariants.ts';

const LIMIT = 2_000;
const PAGE = new URL('../docs/rendering.md', import.meta.url);
const PLACE = /(?<=<!-- compare:split -->\n)[^]*(?=<!-- end -->)/;

const WAYS: Record<string, (text: string) => string[]> = {
  'at 2,000 characters': (text) => cutWhere(text, () => LIMIT),
  'at the last new line before': (text) => cutWhere(text, (piece) => piece.lastIndexOf('\n') + 1 || LIMIT),
  Bobbin: (text) => splitMessage(text),
};

type Count = (messages: readonly string[], faults: readonly Fault[], text: string) => number;

const cutsIn = (kind: Fault['kind']) => (_messages: readonly string[], faults: readonly Fault[]) =>
  faults.filter((fault) => fault.kind === kind).length;

const COUNTS: Record<string, Count> = {
  messages: (messages) => messages.length,
  'messages with broken code blocks': (_messages, faults) => {
    const broken = faults.filter(({ kind }) => kind === 'fence');
    return new Set(broken.flatMap(({ message, isCut }) => (isCut ? [message, message + 1] : [message]))).size;
  },
  'links cut in two': cutsIn('link'),
  'mentions and emoji of the server cut in two': cutsIn('mention'),
  'inline code cut in two': cutsIn('inline code'),
  'emphasis and spoilers cut in two': cutsIn('emphasis'),
  'headings parted from their text': cutsIn('heading'),
  'words cut in two': cutsIn('word'),
  'characters cut in two': cutsIn('character'),
  'characters lost': (messages, _faults, text) => halves(messages.join('\n')) - halves(text),
};

/** The tables as they should be in docs/rendering.md. */
export function comparison(): string {
  const [answers, torture] = [false, true].map((isTorture) =>
    readCorpus().filter((sample) => sample.isTorture === isTorture),
  );
  return [
    `${answers?.length} answers such as models write them:`,
    tableOf(answers ?? []),
    `${torture?.length} texts that are there to break things:`,
    tableOf(torture ?? []),
    '',
  ].join('\n\n');
}

function tableOf(samples: readonly Sample[]): string {
  const columns = Object.values(WAYS).map((cut) => {
    const totals = new Map(Object.keys(COUNTS).map((name) => [name, 0]));
    for (const sample of samples) {
      const text = sample.text.replaceAll('\r\n', '\n');
      const messages = cut(text);
      const faults = findFaults(text, messages, LIMIT);
      for (const [name, count] of Object.entries(COUNTS)) {
        totals.set(name, (totals.get(name) ?? 0) + count(messages, faults, text));
      }
    }
    return totals;
  });
  const rows = Object.keys(COUNTS).map((name) => [name, ...columns.map((totals) => String(totals.get(name)))]);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(['cut', ...Object.keys(WAYS)]), `|---|${'--:|'.repeat(columns.length)}`, ...rows.map(row)].join('\n');
}

/** Pieces as Discord shows them: without white space around them, and none that is blank. */
function cutWhere(text: string, lengthOf: (piece: string) => number): string[] {
  const messages: string[] = [];
  for (let rest = text; rest !== '';) {
    const length = rest.length <= LIMIT ? rest.length : lengthOf(rest.slice(0, LIMIT));
    messages.push(rest.slice(0, length).trim());
    rest = rest.slice(length);
  }
  return messages.filter((message) => message !== '');
}

/** Halves of surrogate pairs: Discord shows each as a question mark. */
function halves(text: string): number {
  return text.match(/\p{Surrogate}/gu)?.length ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tables = comparison();
  console.log(tables);
  if (process.argv.includes('--write'))
    writeFileSync(
      PAGE,
      readFileSync(PAGE, 'utf8').replace(PLACE, () => tables),
    );
}
