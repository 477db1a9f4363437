/** `3x + 11 = 14`, `-x-4=2`, `2,5x = 10`: one unknown on the left, whole or decimal numbers. */
const EQUATION =
  /(?<![\w.,])(-?\d*(?:[.,]\d+)?)\s*\*?\s*([a-z])\s*(?:([+-])\s*(\d+(?:[.,]\d+)?))?\s*=\s*(-?\d+(?:[.,]\d+)?)(?![\w.,]*\w)/i;
const DIGITS = 6;

/** The steps to the solution of a linear equation in a text, with formulas in LaTeX; nothing when there is none. */
export function solveEquation(text: string): string | undefined {
  const [, factor, unknown = 'x', sign, addend, right] = EQUATION.exec(text.replaceAll('−', '-')) ?? [];
  if (factor === undefined || right === undefined) return undefined;
  const a = factor === '' ? 1 : factor === '-' ? -1 : numberOf(factor);
  const b = addend === undefined ? 0 : (sign === '-' ? -1 : 1) * numberOf(addend);
  const c = numberOf(right);
  if (a === 0) return undefined;
  const left = a === 1 ? unknown : a === -1 ? `-${unknown}` : `${said(a)}${unknown}`;
  const whole = b === 0 ? left : `${left} ${b < 0 ? '-' : '+'} ${said(Math.abs(b))}`;
  const steps = [`${whole} &= ${said(c)}`];
  if (b !== 0) steps.push(`${left} &= ${said(c)} ${b < 0 ? '+' : '-'} ${said(Math.abs(b))} = ${said(c - b)}`);
  if (a !== 1) steps.push(`${unknown} &= \\frac{${said(c - b)}}{${said(a)}} = ${said((c - b) / a)}`);
  const moved = b === 0 ? '' : `${b < 0 ? 'Add' : 'Subtract'} $${said(Math.abs(b))}$ on both sides. `;
  const divided = a === 1 ? '' : `Divide both sides by $${said(a)}$. `;
  return [
    `We want $${unknown}$ alone on one side of $${whole} = ${said(c)}$. ${moved}${divided}`.trim(),
    `\\[\n\\begin{aligned}\n${steps.join(' \\\\\n')}\n\\end{aligned}\n\\]`,
    `So $${unknown} = ${said((c - b) / a)}$. Put it in for $${unknown}$ and see that both sides are equal.`,
  ].join('\n\n');
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

function said(value: number): string {
  return String(Number(value.toFixed(DIGITS)) + 0);
}
