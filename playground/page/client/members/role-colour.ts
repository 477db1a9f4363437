import type { Role } from '../types.ts';

/** The grounds that names stand on: the darkest of the light ones, the lightest of the dark ones. */
const LIGHT_GROUND = [0xe7, 0xe3, 0xda] as const;
const DARK_GROUND = [0x2b, 0x32, 0x36] as const;
/** What WCAG AA asks for. */
const LEAST_CONTRAST = 4.5;
const STEP = 0.06;

type Colour = readonly [red: number, green: number, blue: number];

/** The colour of somebody's name: that of their highest role that has one. Undefined: as all others. */
export function colourOfRoles(ids: readonly string[], roles: readonly Role[]): string | undefined {
  const [highest] = roles
    .filter(({ id, color }) => color !== 0 && ids.includes(id))
    .toSorted((left, right) => right.position - left.position);
  return highest && readableColour(highest.color);
}

/** A colour of a role for CSS, as near to it as can be read on light and on dark ground. */
export function readableColour(colour: number): string {
  const wanted: Colour = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
  return `light-dark(${towards(wanted, 0, LIGHT_GROUND)}, ${towards(wanted, 255, DARK_GROUND)})`;
}

function towards(wanted: Colour, end: number, ground: Colour): string {
  const mixed = (share: number) =>
    wanted.map((part) => Math.round(part + (end - part) * share)) as [number, number, number];
  let share = 0;
  while (share < 1 && contrast(mixed(share), ground) < LEAST_CONTRAST) share += STEP;
  return `rgb(${mixed(Math.min(share, 1)).join(' ')})`;
}

/** As WCAG computes it (`w3.org/TR/WCAG22/#dfn-contrast-ratio`). */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
