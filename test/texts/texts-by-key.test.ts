import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { languages, textsIn } from '../../src/texts/texts.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** Where what is written may reach a person in Discord. */
const FOLDERS = ['commands', 'src/assistants', 'src/budgets', 'src/conversation', 'src/discord', 'src/markdown'];

/** Sentences that no person in Discord reads, and who reads them. */
const NOT_FOR_PEOPLE: Readonly<Record<string, string>> = {
  'src/assistants/default-assistant.ts': 'the default assistant, which the operator may change',
  'src/conversation/copy-thread.ts': 'a message for the model',
  'src/conversation/post-message.ts': 'what the model is told of files',
  'src/conversation/terms.ts': 'instructions for the model',
  'src/conversation/tool-calls.ts': 'outputs for the model',
  'src/discord/command.ts': 'mistakes that stop the start, for developers',
  'src/discord/connect.ts': 'why there is no connection, for the operator',
  'src/markdown/maths-symbols.ts': 'names of TeX',
  'src/discord/quote.ts': 'what the model is told of a message that a post or a question is about',
};

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Two words and more, as in what one says; not a name, a path, a key or a pattern. */
const LOOKS_SAID = /\p{L}{2,}[,:]? \p{L}+/u;

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

function childrenOf(node: Node): Node[] {
  const { key, ...others } = node; // the name of a property is for the program
  return Object.values(node.type === 'Property' ? others : { key, ...others })
    .flat()
    .filter(isNode);
}

/** Every text in a piece of code that a person might be told, by its path from the program down. */
function saidIn(node: Node, literalTypes: ReadonlySet<string>): string[] {
  if (isForOthers(node)) return [];
  const own =
    node.type === 'Literal' ? node['value'] : node.type === 'TemplateElement' ? (node['value'] as Node)['cooked'] : '';
  const isSaid = typeof own === 'string' && LOOKS_SAID.test(own) && !literalTypes.has(own);
  return [...(isSaid ? [own] : []), ...childrenOf(node).flatMap((child) => saidIn(child, literalTypes))];
}

/** What goes to the log, to a developer or to the compiler. */
function isForOthers(node: Node): boolean {
  if (/^(?:Import|ExportAll|TSLiteralType|TSTypeAliasDeclaration)/.test(node.type)) return true;
  const callee = node['callee'] as Node | undefined;
  if (node.type === 'NewExpression') {
    const { name } = callee as unknown as { name?: string };
    return name !== undefined && /(?:Error|RegExp)$/.test(name);
  }
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return false;
  const { name, property } = callee['object'] as { name?: string; property?: { name?: string } };
  return (name ?? property?.name) === 'log';
}

/** The values of unions, such as `'start a thread'`: they are for the program. */
function literalTypesIn(node: Node): string[] {
  const own = node.type === 'TSLiteralType' ? String((node['literal'] as Node)['value']) : '';
  return [own, ...childrenOf(node).flatMap(literalTypesIn)];
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

const programs = FOLDERS.flatMap(filesIn).map((file) => ({
  file,
  program: parseSync(file, read(file)).program as unknown as Node,
}));
const literalTypes = new Set(programs.flatMap(({ program }) => literalTypesIn(program)));
const findSaid = (program: Node) => saidIn(program, literalTypes);

test('no sentence for a person stands in the code', () => {
  const found = programs
    .filter(({ file }) => !(file in NOT_FOR_PEOPLE))
    .flatMap(({ file, program }) => findSaid(program).map((text) => `${file}: ${text}`));

  expect(found).toEqual([]);
});

test('the test finds one that does', () => {
  const { program } = parseSync('x.ts', "log.info('not for people'); reply({ content: `You have ${n} posts left.` });");

  expect(findSaid(program as unknown as Node)).toEqual(
    ['You have ', ' posts left.'].filter((text) => LOOKS_SAID.test(text)),
  );
});

test('every exception is a file that needs to be one', () => {
  const needed = programs.filter(({ program }) => findSaid(program).length > 0).map(({ file }) => file);

  expect(needed).toEqual(expect.arrayContaining(Object.keys(NOT_FOR_PEOPLE)));
});

test('every text is used, and every language has only keys that English has', () => {
  const keysOf = (language: string) =>
    readdirSync(new URL(`src/texts/${language}/`, root)).flatMap((file) => {
      const subject = file.slice(0, -'.json'.length);
      const texts = JSON.parse(read(`src/texts/${language}/${file}`)) as Record<string, string>;
      return Object.keys(texts).map((key) => `${subject}.${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`);
    });
  const code = [...programs.map(({ file }) => read(file)), read('src/server-settings/settings.ts')].join('\n');
  const english = new Set(keysOf('en'));

  // A key may be put together, as in `budgets.${unit}`: then its beginning is there.
  const isUsed = (key: string) => code.includes(key) || code.includes(`${key.slice(0, key.indexOf('.'))}.\${`);
  expect([...english].filter((key) => !isUsed(key))).toEqual([]);
  for (const language of languages) expect(keysOf(language).filter((key) => !english.has(key))).toEqual([]);
});

test('a locale without a translation gets English, values as they are, and numbers as one writes them there', () => {
  expect(textsIn('xx')('assistants.needsName')).toBe(textsIn('en')('assistants.needsName'));
  expect(textsIn('de')('assistants.fileLine', { name: '<b>', size: '1', state: '$&' })).toBe('- <b> · 1 · $&');
  expect(textsIn('en-US')('budgets.tokens', { count: 1_000_000 })).toBe('1,000,000 tokens');
  expect(textsIn('de')('budgets.tokens', { count: 1_000_000 })).toBe('1.000.000 tokens');
});
