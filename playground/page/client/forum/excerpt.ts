import { nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';

const MAX_EXCERPT = 160;

/** The beginning of a message in one line, without its marks. */
export function excerpt(visit: Visit, { content, mentions }: Message): string {
  const text = content
    .replaceAll(/<@!?(\d+)>/g, (_, id: string) => {
      const user = mentions.find((one) => one.id === id) ?? visit.user(id);
      return user ? `@${nameOf(user)}` : '@somebody';
    })
    .replaceAll(/<@&(\d+)>/g, (_, id: string) => `@${visit.role(id)?.name ?? 'role'}`)
    .replaceAll(/<#(\d+)>/g, (_, id: string) => `#${visit.channels.get(id)?.name ?? 'channel'}`)
    .replaceAll(/\|\|[\s\S]+?\|\|/g, '(spoiler)')
    .replaceAll(/[*_~`]+|^(?:#{1,3}|>|-#|[-*]) /gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const line = text || 'an attachment';
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
}
