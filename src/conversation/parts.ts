import { splitMessage } from '../markdown/split.ts';
import type { Part, PartFile } from './turn.ts';

/** A file for the message of that index. */
interface FileOfMessage {
  readonly index: number;
  readonly file: PartFile;
  /** Unknown counts as the most that there can be. */
  readonly bytes?: number;
}

/** https://docs.discord.com/developers/resources/message#create-message */
const MAX_CONTENT = 2_000;
const MAX_FILES = 10;
/** Of a whole request, by the same page; a server with boosts has more for a single file. */
const MAX_REQUEST_BYTES = 25 * 1024 * 1024;
/** Text, descriptions and what parts them. */
const BESIDE_FILES = 128 * 1024;

/** Messages with their files; what does not fit into one goes into further messages behind it. Blank ones are left out. */
export function filesIntoParts(
  contents: readonly string[],
  files: readonly FileOfMessage[],
  maxFileBytes: number,
): Part[] {
  const maxBytes = Math.max(MAX_REQUEST_BYTES, maxFileBytes);
  const all = contents.length === 0 && files.length > 0 ? [''] : contents;
  return all.flatMap((content, index): Part[] => {
    const groups: PartFile[][] = [];
    let room = 0;
    for (const { file, bytes = maxFileBytes } of files.filter((each) => each.index === index)) {
      const group = groups.at(-1);
      if (!group || group.length === MAX_FILES || bytes > room) {
        groups.push([file]);
        room = maxBytes - BESIDE_FILES - bytes;
      } else {
        group.push(file);
        room -= bytes;
      }
    }
    const [first, ...further] = groups;
    if (!first) return isVisible(content) ? [{ content }] : [];
    return [{ content, files: first }, ...further.map((group) => ({ content: '', files: group }))];
  });
}

/** Whether a person would see anything: Discord refuses blank messages. */
function isVisible(content: string): boolean {
  return /[^\p{Cc}\p{Cf}\p{Z}]/u.test(content);
}

/** The parts with lines before and behind them, in messages of their own only where they do not fit. */
export function addLines(parts: readonly Part[], before: readonly string[], after: readonly string[]): Part[] {
  const [first, ...others] = parts;
  const begun = before.length === 0 ? [...parts] : [...joined(before.join('\n'), first, 'before'), ...others];
  const last = begun.at(-1);
  return after.length === 0 ? begun : [...begun.slice(0, -1), ...joined(after.join('\n'), last, 'after')];
}

function joined(lines: string, part: Part | undefined, side: 'before' | 'after'): Part[] {
  const own = part?.content ?? '';
  const both = side === 'before' ? `${lines}\n${own}` : `${own.trimEnd()}\n${lines}`;
  const content = own.trim() === '' ? lines : both;
  if (content.length <= MAX_CONTENT) return [{ ...part, content }];
  const messages = splitMessage(lines).map((message) => ({ content: message }));
  if (!part) return messages;
  return side === 'before' ? [...messages, part] : [part, ...messages];
}
