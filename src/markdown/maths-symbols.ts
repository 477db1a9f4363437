/** How a sign stands among others: what is written around it depends on that. */
export type Kind = 'operand' | 'binary' | 'relation' | 'function' | 'open' | 'close' | 'comma' | 'space';

const OPERANDS =
  'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν ' +
  'xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω ' +
  'Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ' +
  'infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ angle ∠ triangle △ degree ° prime ′ ' +
  'top ⊤ bot ⊥ checkmark ✓ star ⋆ bullet • dagger † ldots … dots … dotsc … dotsb ⋯ cdots ⋯ vdots ⋮ therefore ∴ because ∵ ' +
  'forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ square □ Box □ imath ı jmath ȷ R ℝ N ℕ Z ℤ Q ℚ C ℂ % % $ $ # \\# & &';
const BINARIES =
  'pm ± mp ∓ times × cdot · div ÷ ast ∗ circ ∘ cup ∪ cap ∩ wedge ∧ land ∧ vee ∨ lor ∨ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ ' +
  'setminus ∖ bmod mod';
const RELATIONS =
  'eq = ne ≠ neq ≠ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ lt < gt > ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ ' +
  'propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ subsetneq ⊊ perp ⊥ parallel ∥ mid ∣ nmid ∤ models ⊨ ' +
  'vdash ⊢ to → rightarrow → longrightarrow → leftarrow ← gets ← longleftarrow ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ ' +
  'Longrightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Longleftrightarrow ⇔ iff ⇔ mapsto ↦ longmapsto ↦ hookrightarrow ↪ ' +
  'uparrow ↑ downarrow ↓ rightleftharpoons ⇌ coloneqq ≔ colon :';
const FUNCTIONS =
  'sin sin cos cos tan tan cot cot sec sec csc csc arcsin arcsin arccos arccos arctan arctan sinh sinh cosh cosh tanh tanh ' +
  'log log ln ln lg lg exp exp min min max max sup sup inf inf lim lim gcd gcd det det dim dim ker ker deg deg arg arg Pr Pr ' +
  'sum ∑ prod ∏ int ∫ iint ∬ iiint ∭ oint ∮';
const OPENING = '{ { langle ⟨ lfloor ⌊ lceil ⌈ lbrace { lvert ∣ lVert ‖ lbrack [';
const CLOSING = '} } rangle ⟩ rfloor ⌋ rceil ⌉ rbrace } rvert ∣ rVert ‖ rbrack ]';
const SPACES = [',', ':', ';', '>', ' ', 'quad', 'qquad', 'thinspace', 'enspace', 'space'];

export interface Symbol {
  readonly kind: Kind;
  readonly text: string;
}

const SIGNS: Readonly<Record<string, Symbol>> = {
  '+': { kind: 'binary', text: '+' },
  '-': { kind: 'binary', text: '−' },
  '−': { kind: 'binary', text: '−' },
  '*': { kind: 'binary', text: '∗' },
  '×': { kind: 'binary', text: '×' },
  '·': { kind: 'binary', text: '·' },
  '=': { kind: 'relation', text: '=' },
  '<': { kind: 'relation', text: '<' },
  '>': { kind: 'relation', text: '>' },
  '≤': { kind: 'relation', text: '≤' },
  '≥': { kind: 'relation', text: '≥' },
  '≠': { kind: 'relation', text: '≠' },
  '→': { kind: 'relation', text: '→' },
  '(': { kind: 'open', text: '(' },
  '[': { kind: 'open', text: '[' },
  ')': { kind: 'close', text: ')' },
  ']': { kind: 'close', text: ']' },
  '!': { kind: 'operand', text: '!' },
  '/': { kind: 'operand', text: '/' },
  '.': { kind: 'operand', text: '.' },
  '?': { kind: 'operand', text: '?' },
  '°': { kind: 'operand', text: '°' },
  '∞': { kind: 'operand', text: '∞' },
  '…': { kind: 'operand', text: '…' },
  '~': { kind: 'space', text: ' ' },
};

const COMMANDS = new Map<string, Symbol>([
  ...symbols('operand', OPERANDS),
  ...symbols('binary', BINARIES),
  ...symbols('relation', RELATIONS),
  ...symbols('function', FUNCTIONS),
  ...symbols('open', OPENING),
  ...symbols('close', CLOSING),
  ...SPACES.map((name): [string, Symbol] => [name, { kind: 'space', text: ' ' }]),
  ['!', { kind: 'operand', text: '' }],
]);

/** What a character is in a formula; undefined when it is nothing on its own. A bar is a division sign's, as Discord has spoilers. */
export function signOf(character: string): Symbol | undefined {
  if (/^\p{L}$/u.test(character)) return { kind: 'operand', text: character };
  return Object.hasOwn(SIGNS, character) ? SIGNS[character] : undefined;
}

/** What a command without arguments stands for. */
export function commandOf(name: string): Symbol | undefined {
  return COMMANDS.get(name);
}

const SCRIPTS: Readonly<Record<string, readonly [characters: string, small: string]>> = {
  '^': [
    '0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφϕχ′∗†°⊤',
    '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵠᵡ′∗†°ᵀ',
  ],
  _: ['0123456789+−=()aehijklmnoprstuvxβγρφϕχ', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪ'],
};

/** The text raised (`^`) or lowered (`_`), if Unicode has all of it. */
export function toScript(sign: '^' | '_', text: string): string | undefined {
  const [characters, small] = (SCRIPTS[sign] ?? ['', '']).map((each) => Array.from(each));
  const found = Array.from(text, (character) => small?.[characters?.indexOf(character) ?? -1]);
  return found.includes(undefined) ? undefined : found.join('');
}

const DOUBLE_STRUCK = 'ℂC ℍH ℕN ℙP ℚQ ℝR ℤZ';
const SCRIPT = 'ℬB ℰE ℱF ℋH ℐI ℒL ℳM ℛR';
/** Where the alphabets of Unicode begin: https://www.unicode.org/charts/PDF/U1D400.pdf */
const ALPHABETS: Readonly<Record<string, { capital: number; small?: number; digit?: number; others?: string }>> = {
  mathbb: { capital: 0x1d538, small: 0x1d552, digit: 0x1d7d8, others: DOUBLE_STRUCK },
  mathbf: { capital: 0x1d400, small: 0x1d41a, digit: 0x1d7ce },
  mathcal: { capital: 0x1d49c, others: SCRIPT },
  mathscr: { capital: 0x1d49c, others: SCRIPT },
};

/** The letters of a text in one of the alphabets of mathematics, if Unicode has all of them. */
export function toAlphabet(name: string, text: string): string | undefined {
  const alphabet = ALPHABETS[name];
  if (!alphabet || text === '') return undefined;
  const found = Array.from(text, (character) => {
    const other = alphabet.others?.indexOf(character) ?? -1;
    if (other > 0) return alphabet.others?.charAt(other - 1);
    const [start, first] = /[A-Z]/.test(character)
      ? [alphabet.capital, 'A']
      : /[a-z]/.test(character)
        ? [alphabet.small, 'a']
        : [/\d/.test(character) ? alphabet.digit : undefined, '0'];
    return start === undefined
      ? undefined
      : String.fromCodePoint(start + character.charCodeAt(0) - first.charCodeAt(0));
  });
  return found.includes(undefined) ? undefined : found.join('');
}

/** What is put on the character before it. */
export const ACCENTS: Readonly<Record<string, string>> = {
  bar: '\u0304',
  ddot: '\u0308',
  dot: '\u0307',
  hat: '\u0302',
  overline: '\u0304',
  tilde: '\u0303',
  vec: '\u20D7',
};

function symbols(kind: Kind, list: string): [string, Symbol][] {
  const words = list.split(' ');
  return words.flatMap((name, index): [string, Symbol][] =>
    index % 2 === 0 ? [[name, { kind, text: words[index + 1] ?? '' }]] : [],
  );
}
