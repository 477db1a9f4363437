import type { Block } from './blocks.ts';

/**
 * What stands before a line's own text: of quotes in quotes one is left, with the space without which Discord sees no quote,
 * and boxes of tasks become signs.
 */
export function prefixText(prefix: string, kind: Block['kind'] | undefined): string {
  const boxed = prefix.replace(
    /((?:[-*+]|\d{1,9}[.)])[ \t]+)\[([ xX])\](?=\s|$)/,
    (_all, bullet: string, state: string) => {
      return `${bullet}${state === ' ' ? '☐' : '☑'}`;
    },
  );
  const spaced = boxed.replace(/>(?![ >])/g, '> ');
  return spaced.replace(/^((?:>>> )?(?!>>> ) *)(>(?:[ \t]?>)+ ?)/, (all, before: string, quotes: string) => {
    const depth = quotes.replace(/[^>]/g, '').length;
    const inner = kind === 'text' && all.length === spaced.length ? `${'»'.repeat(depth - 1)} ` : '';
    return `${before}> ${inner}`;
  });
}

/** What stands before further lines of the same block. */
export function continuation(prefix: string): string {
  return prefix.replace(/^>>> /, '').replace(/[^\s>]/g, ' ');
}
