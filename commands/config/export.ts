import type { CommandReply } from '../../src/discord/command-result.ts';
import { oneLine } from '../../src/markdown/plain-name.ts';
import type { View } from './view.ts';

/** What is set, as a file that `/config import` reads. */
export function exportFile({ context, guild, settings }: View): CommandReply {
  const name = oneLine(guild.name, 40).replace(/[^\p{L}\p{N}]+/gu, '-');
  return {
    content: context.say('config.exported'),
    files: [{ name: `bobbin-${name}.json`, data: `${JSON.stringify(settings, undefined, 2)}\n` }],
  };
}
