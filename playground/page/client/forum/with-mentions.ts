import { nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';

/** Code stays as it was typed. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/** Turns `@Bobbin` and `#general`, as people type them, into the mentions that Discord knows. */
export function withMentions(
  text: string,
  { users, state, channels }: Pick<Visit, 'users' | 'state' | 'channels'>,
): string {
  const { guild, roles } = state.value;
  const known = [
    ...users.value.map((user) => ({ written: `@${nameOf(user)}`, meant: `<@${user.id}>` })),
    ...roles.filter(({ id }) => id !== guild.id).map(({ id, name }) => ({ written: `@${name}`, meant: `<@&${id}>` })),
    ...channels.places.value.map(({ id, name = '' }) => ({ written: `#${name}`, meant: `<#${id}>` })),
  ].toSorted((left, right) => right.written.length - left.written.length);
  const meant = new Map(known.map((one) => [one.written.toLowerCase(), one.meant]));
  const names = known.map(({ written }) => RegExp.escape(written)).join('|');
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}_<@])(?:${names})(?![\p{L}\p{N}_])`, 'giu');
  return text
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(pattern, (written) => meant.get(written.toLowerCase()) ?? written),
    )
    .join('');
}
