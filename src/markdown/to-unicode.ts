import { ACCENTS, commandOf, type Kind, signOf, toAlphabet, toScript } from './maths-symbols.ts';

/** A part of a formula, with the Markdown for it. */
interface Atom {
  readonly kind: Kind;
  readonly text: string;
  /** Of a fraction and of a root: where something would seem a part of it if it stood against it without brackets. */
  readonly loose?: 'around' | 'behind';
  /** A space has to follow, where something would be added to it. */
  readonly isOpen?: boolean;
}

/** Longer ones are easier to read when they are drawn. */
const MAX_LENGTH = 200;
const MAX_DEPTH = 8;
const IGNORED = /^(?:left|right|middle|[bB]igg?[lrm]?|limits|nolimits|mathrm|mathit|mathsf|mathop|mathbin|mathrel)$/;
const ROOTS: Readonly<Record<string, string>> = { '': '√', '2': '√', '3': '∛', '4': '∜' };
const ANGLES: Readonly<Record<string, string>> = { '<': '⟨', '>': '⟩' };
const NEGATIONS: Readonly<Record<string, string>> = { '=': '≠', '∈': '∉', '⊂': '⊄', '⊆': '⊈', '≡': '≢', '∣': '∤' };

/**
 * A simple formula as Unicode that Discord shows as it is: `\frac{1}{2}x^2 \leq y` is `(1/2)x² ≤ y`. Undefined for all that
 * cannot be written in a line without doubt, and for every command that is not known.
 */
export function toUnicode(latex: string): string | undefined {
  if (latex.length > MAX_LENGTH) return undefined;
  let at = 0;
  let depth = 0;
  let bars = 0;
  let isKnown = true;
  const atoms = sequence('');
  if (!isKnown || at < latex.length) return undefined;
  const text = join(atoms).trim();
  // What could be a link, a tag or a mention.
  if (text === '' || /\]\(|(?<!\\)<\S/.test(text)) return undefined;
  // At the beginning of a line it would be a quote.
  return text.startsWith('>') ? `\\${text}` : text;

  function unknown(): Atom {
    isKnown = false;
    at = latex.length;
    return { kind: 'operand', text: '' };
  }

  function skipSpace(): void {
    while (/\s/.test(latex.charAt(at))) at += 1;
  }

  /** All up to what ends it, which is passed. */
  function sequence(end: string): Atom[] {
    const found: Atom[] = [];
    if ((depth += 1) > MAX_DEPTH) return [unknown()];
    const isEnd = () => at >= latex.length || (end !== '' && latex.startsWith(end, at));
    for (skipSpace(); !isEnd(); skipSpace()) {
      const next = withScripts(atom());
      const isMixedNumber = next.loose === 'around' && /^\d/.test(next.text) && /^\d/.test(found.at(-1)?.text ?? '');
      found.push(isMixedNumber ? unknown() : next);
    }
    if (end !== '' && at >= latex.length) unknown();
    at += end.length;
    depth -= 1;
    return found;
  }

  function atom(): Atom {
    const number = /^\d+(?:\.\d+)?/.exec(latex.slice(at))?.[0];
    if (number === undefined) return single();
    at += number.length;
    return { kind: 'operand', text: number };
  }

  /** What a command takes that has no braces around its argument. */
  function single(): Atom {
    const character = String.fromCodePoint(latex.codePointAt(at) ?? 0);
    at += character.length;
    if (character === '\\') return command();
    if (character === '{') return group(sequence('}'));
    if (character === '|') return bar('∣');
    if (/\d/.test(character)) return { kind: 'operand', text: character };
    const isParted = /\s/.test(latex.charAt(at));
    if (character === ':' && isParted && /\s/.test(latex.charAt(at - 2))) return { kind: 'relation', text: ':' };
    if (/[,;:]/.test(character)) return { kind: 'comma', text: character, isOpen: isParted };
    return signOf(character) ?? unknown();
  }

  function bar(text: string): Atom {
    bars += 1;
    return { kind: bars % 2 === 1 ? 'open' : 'close', text };
  }

  function group(parts: readonly Atom[]): Atom {
    const [only] = parts;
    if (parts.length === 1 && only) return only.kind === 'comma' ? { kind: 'operand', text: only.text } : only;
    return { kind: 'operand', text: join(parts) };
  }

  function parts(): Atom[] {
    skipSpace();
    if (at >= latex.length || latex.charAt(at) === '}') return [unknown()];
    if (latex.charAt(at) !== '{') return [single()];
    at += 1;
    return sequence('}');
  }

  /** As it is written, for words and names. */
  function raw(): string {
    const [all, text = ''] = /^\s*\{([^{}$\\`]*)\}/.exec(latex.slice(at)) ?? [];
    if (all === undefined) unknown();
    else at += all.length;
    return text;
  }

  function command(): Atom {
    const [name = ''] = /^(?:[a-zA-Z]+|.)/s.exec(latex.slice(at)) ?? [];
    at += name.length;
    if (name === '|') return bar('‖');
    if (name === '_') return { kind: 'operand', text: '\\_' };
    if (IGNORED.test(name)) return ignored(name);
    const accent = Object.hasOwn(ACCENTS, name) ? ACCENTS[name] : undefined;
    if (accent !== undefined) return accented(join(parts()), accent);
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
        return fraction(parts(), parts());
      case 'sqrt':
        return root();
      case 'text':
      case 'textrm':
      case 'mbox':
      case 'textit':
        return { kind: 'operand', text: escape(raw()) };
      case 'operatorname':
        return { kind: 'function', text: escape(raw()) };
      case 'pmod':
        return { kind: 'relation', text: `(mod ${join(parts())})` };
      case 'not':
        return negated(single());
      case 'mathbb':
      case 'mathbf':
      case 'mathcal':
      case 'mathscr': {
        const text = toAlphabet(name, raw());
        return text === undefined ? unknown() : { kind: 'operand', text };
      }
      default:
        return commandOf(name) ?? unknown();
    }
  }

  function ignored(name: string): Atom {
    if (/^(?:math|limits|nolimits)/.test(name)) return { kind: 'operand', text: '' };
    skipSpace();
    if (/^\.(?!\d)/.test(latex.slice(at)) && /^(?:left|right)$/.test(name)) {
      at += 1;
      return { kind: name === 'left' ? 'open' : 'close', text: '' };
    }
    const delimiter = at < latex.length ? single() : unknown();
    const text = ANGLES[delimiter.text] ?? delimiter.text;
    if (/^(?:left|.*l)$/.test(name)) return { kind: 'open', text };
    return /^(?:right|.*r)$/.test(name) ? { kind: 'close', text } : { kind: delimiter.kind, text };
  }

  function accented(text: string, accent: string): Atom {
    return /^[\p{L}ıȷ]$/u.test(text) ? { kind: 'operand', text: (text + accent).normalize('NFC') } : unknown();
  }

  function negated({ text }: Atom): Atom {
    const negation = NEGATIONS[text];
    return negation === undefined ? unknown() : { kind: 'relation', text: negation };
  }

  function fraction(above: readonly Atom[], below: readonly Atom[]): Atom {
    const [numerator, denominator] = [join(above), join(below)];
    if (numerator === '' || denominator === '' || /\//.test(numerator + denominator)) return unknown();
    const isOne = isSingle(below) || /^[d∂]\p{L}$/u.test(denominator);
    return {
      kind: 'operand',
      text: `${isProduct(above) ? numerator : together(numerator)}/${isOne ? denominator : together(denominator)}`,
      loose: 'around',
    };
  }

  /** Brackets within brackets are easier to read when they are drawn. */
  function together(text: string): string {
    const whole = inBrackets(text);
    if (whole !== text && text.includes('(')) unknown();
    return whole;
  }

  function root(): Atom {
    let degree = '';
    skipSpace();
    if (latex.charAt(at) === '[') {
      at += 1;
      degree = join(sequence(']'));
    }
    const sign = ROOTS[degree];
    const within = parts();
    if (sign === undefined) return unknown();
    const text = join(within);
    if (isSingle(within)) return { kind: 'operand', text: sign + text, loose: 'behind' };
    return { kind: 'operand', text: sign + together(text) };
  }

  function withScripts(base: Atom): Atom {
    let [above, below] = ['', ''];
    let isOpen = false;
    for (skipSpace(); /[\^_']/.test(latex.charAt(at)); skipSpace()) {
      const sign = latex.charAt(at);
      at += 1;
      if (sign === "'") above += '′';
      else if (sign === '^') above += raised(scriptText());
      else {
        if (below !== '') unknown();
        const text = scriptText();
        const small = toScript('_', text);
        isOpen = small === undefined;
        below = small ?? lowered(text);
      }
    }
    if (above === '' && below === '') return base;
    if (base.text === '') return unknown();
    const text = base.loose ? inBrackets(base.text) : base.text;
    return { kind: base.kind, text: text + below + above, isOpen: isOpen && above === '' };
  }

  function scriptText(): string {
    return parts()
      .map(({ text }) => text)
      .join('');
  }

  function raised(text: string): string {
    const small = toScript('^', text === '∘' ? '°' : text);
    if (small === undefined || small === '') unknown();
    return small ?? '';
  }

  /** A name that Unicode cannot lower is clear enough as it is written. */
  function lowered(text: string): string {
    if (!/^[\p{L}\d]{1,12}$/u.test(text)) unknown();
    return `\\_${text}`;
  }
}

/** Whether a sign behind it is for all of it. */
function isProduct(atoms: readonly Atom[]): boolean {
  let depth = 0;
  for (const { kind, text } of atoms) {
    if (kind === 'open') depth += 1;
    else if (kind === 'close') depth -= 1;
    else if (depth === 0 && (kind !== 'operand' || /\s/.test(text))) return false;
  }
  return depth === 0;
}

function isSingle(atoms: readonly Atom[]): boolean {
  return atoms.length === 1 && isProduct(atoms) && !atoms[0]?.loose;
}

function inBrackets(text: string): string {
  return /^\([^()]*\)$/.test(text) ? text : `(${text})`;
}

/** The parts with the spaces and brackets that they need beside each other. */
function join(atoms: readonly Atom[]): string {
  const seen = atoms.filter(({ text }) => text !== '');
  let text = '';
  let isBehindBinary = false;
  for (const [index, atom] of seen.entries()) {
    const [before, after] = [seen[index - 1], seen[index + 1]];
    const isTouched =
      (atom.loose === 'around' && before && isComplete(before)) || /^(?:operand|open)$/.test(after?.kind ?? '');
    const own = atom.loose && isTouched ? inBrackets(atom.text) : atom.text;
    const isBinary = atom.kind === 'binary' && before !== undefined && isComplete(before);
    if (before && (isBinary || isBehindBinary || needsSpace(before, atom))) text += ' ';
    text += own;
    isBehindBinary = isBinary;
  }
  return text.replace(/ {2,}/g, ' ');
}

function needsSpace(before: Atom, atom: Atom): boolean {
  if (before.kind === 'relation' || atom.kind === 'relation') return before.kind !== 'open' && atom.kind !== 'close';
  if (before.kind === 'comma') {
    return before.isOpen === true || (before.text !== ':' && !(before.text === ',' && /^\d/.test(atom.text)));
  }
  if (before.kind === 'function') return atom.kind === 'operand' || atom.kind === 'function';
  if (atom.kind === 'function') return isComplete(before);
  return before.isOpen === true && /^[\p{L}\d]/u.test(atom.text);
}

function isComplete({ kind }: Atom): boolean {
  return kind === 'operand' || kind === 'close';
}

function escape(text: string): string {
  return text.replace(/[*_~|<>]/g, '\\$&').replace(/\s+/g, ' ');
}
