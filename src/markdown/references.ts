import type { TokenizerExtension, Tokens } from 'marked';
import type { Line } from './blocks.ts';
import type { Edit } from './edits.ts';

const DEFINITION =
  /^ {0,3}\[(?!\^)((?:\\.|[^[\]\\\n]){1,200})\]:[ \t]*(?:<([^<>\n]+)>|([^\s<]\S*))(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*(?:\n|$)/;
/** What else stands behind a name and a colon is a remark. */
const ADDRESS = /^(?:[a-z][a-z\d+.-]*:\S|[./#])/i;

/**
 * Reads the lines `[name]: address "title"`, and tells the lexer of them, for links `[text][name]` and `[name]` anywhere in
 * the text. Of two of a name the first counts.
 */
export const definition: TokenizerExtension = {
  name: 'definition',
  level: 'block',
  tokenizer(src): Tokens.Generic | undefined {
    const { raw, name, href } = parse(src) ?? {};
    if (raw === undefined || name === undefined || href === undefined) return undefined;
    const { links } = this.lexer.tokens;
    links[tagOf(name)] ??= { href };
    return { type: 'definition', raw };
  },
};

/** Takes out the definitions whose addresses stand in the text now; the others are left to be read. */
export function definitionEdits(lines: readonly Line[], referred: ReadonlySet<string>, end: number): Edit[] {
  return lines.flatMap((line, index) => {
    const { block } = line;
    if (block?.kind !== 'definition' || !referred.has(parse(block.raw)?.href ?? '')) return [];
    const next = lines.find((other, at) => at > index && other.block !== undefined);
    return [{ start: line.start, end: next?.start ?? end, text: '' }];
  });
}

function parse(src: string): { raw: string; name: string; href: string } | undefined {
  const [raw, name = '', inBrackets, bare = ''] = DEFINITION.exec(src) ?? [];
  const href = inBrackets ?? bare;
  return raw === undefined || !ADDRESS.test(href) ? undefined : { raw, name, href };
}

/** As the lexer asks for it. */
function tagOf(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}
