/** Stands for what nobody shall see. */
export const MASK = '…';
/** What is shorter is no secret but what local servers are given for a key, and would black out whole texts. */
const MIN_SECRET_LENGTH = 8;
/** What is longer counts as no secret: of a text that is cut, so much more is looked at. */
export const MAX_SECRET_LENGTH = 1_024;

const NAMES = String.raw`[\w.-]{0,50}(?:token|secret|password|authorization|api[-_]?key)`;

/** Each with what is kept of it. No length is without an end: a hostile text must not take long. */
const shapes: readonly (readonly [shape: RegExp, replacement: string])[] = [
  // Not the end of a word, but of an escape.
  [/(?:(?<![a-z])|(?<=%[\da-f]{2}))sk-[\w*-]{6,}/g, `sk-${MASK}`],
  [/\b(Bearer|Bot|Basic)(\s+)[\w.~+/=*-]{12,}/g, `$1$2${MASK}`],
  // The token of an interaction or webhook: whoever has it can post.
  [/(\/(?:webhooks|interactions)\/\d+\/)[^/?\s"\\]{16,}/g, `$1${MASK}`],
  // Tokens of Discord and others: three parts with dots between them.
  [/\b[\w-]{20,200}\.[\w-]{6,1000}\.[\w-]{20,}/g, MASK],
  [new RegExp(String.raw`("${NAMES}"\s*:\s*")(?:[^"\\]|\\.)+(?=")`, 'gi'), `$1${MASK}`],
  // JSON within JSON, as in the arguments of a function.
  [new RegExp(String.raw`((\\{1,15})"${NAMES}\2"\s*:\s*\2")[^"\\]+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`([?&]${NAMES}=)[^&#\s"\\]+`, 'gi'), `$1${MASK}`],
  [/(:\/\/)[^\s/@"\\]{0,100}:[^\s/@"\\]{1,200}(?=@)/g, `$1${MASK}`],
];

export type Mask = ReturnType<typeof createMask>;

/** Takes secrets out of texts: those that are known, and what looks like one. */
export function createMask(secrets: readonly string[] = []) {
  const known = new Set<string>();

  /** From now on this one is known, in each form in which it may stand in a text. */
  function hide(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH) return;
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) known.add(form);
  }

  for (const secret of secrets) hide(secret);

  return {
    hide,
    mask(text: string): string {
      let masked = text;
      for (const secret of known) masked = masked.replaceAll(secret, MASK);
      for (const [shape, replacement] of shapes) masked = masked.replace(shape, replacement);
      return masked;
    },
  };
}
