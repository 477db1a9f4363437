const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';

/** Each digit as a small one above the line, like an exponent. */
export function raised(text: string): string {
  return text.replace(/\d/g, (digit) => RAISED.charAt(Number(digit)));
}

/** Each digit as a small one below the line, like an index. */
export function lowered(text: string): string {
  return text.replace(/\d/g, (digit) => LOWERED.charAt(Number(digit)));
}
