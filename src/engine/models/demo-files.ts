/** A file that somebody has attached, as far as the demo can read it. */
export interface DemoFile {
  readonly name: string;
  /** Without the marks that say where it begins and ends. */
  readonly lines: readonly string[];
}

/** Both ways in which a file's text reaches a model: quoted, as the bot brings it, and bare, as this engine does. */
const QUOTED = /^\[Beginning of the file ([^\n]{1,200}?), attached by [^\n]*\]\n((?:>[^\n]*(?:\n|$))*)/;
const BARE = /^\[Attached file ([^\n\]]{1,200})\]\n([^]*)\n\[Attached file [^\n]*\]$/;
const MAX_LINE = 200;

/** The file that a piece of a message is the text of, if it is one. */
export function toDemoFile(text: string): DemoFile | undefined {
  const [, name, content] = QUOTED.exec(text) ?? BARE.exec(text) ?? [];
  if (name === undefined || content === undefined) return undefined;
  const lines = content.split('\n').map((line) => line.replace(/^> ?/, '').trim());
  return { name, lines: lines.filter((line) => line !== '') };
}

/** What the demo says of files: the line that has most of the question's words, or how each begins. */
export function answerOnFiles(question: string, files: readonly DemoFile[]): string {
  const asked = wordsOf(question);
  const found = files
    .flatMap(({ name, lines }) => lines.map((line) => ({ name, line, common: commonWords(asked, line) })))
    .toSorted((one, other) => other.common - one.common)[0];
  if (found && found.common > 0) {
    return `In \`${found.name}\` I found:\n> ${short(found.line)}\nA real model would read all of it.`;
  }
  const beginnings = files.map(({ name, lines }) => {
    const [first] = lines;
    return `- \`${name}\` has ${lines.length === 1 ? 'one line' : `${lines.length} lines`}${first === undefined ? '' : ` and begins: “${short(first)}”`}`;
  });
  return ['I have got:', ...beginnings, 'Ask me about a word in there.'].join('\n');
}

function commonWords(asked: ReadonlySet<string>, line: string): number {
  return [...wordsOf(line)].filter((word) => asked.has(word)).length;
}

/** Without the short ones, and without endings: “wasps” is “wasp”. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.map((word) => word.replace(/(?:es|s)$/, '')).filter((word) => !COMMON.has(word)));
}

const COMMON = new Set([
  'the',
  'what',
  'whi',
  'how',
  'who',
  'are',
  'and',
  'thi',
  'that',
  'doe',
  'file',
  'have',
  'about',
  'say',
]);

function short(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE).toWellFormed()}…` : line;
}
