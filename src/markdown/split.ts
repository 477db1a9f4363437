/** Discord's limit for one message, in UTF-16 units: https://docs.discord.com/developers/resources/message#create-message */
const MESSAGE_LIMIT = 2_000;
/** A fence's opening line longer than this is reopened with its bare marker. */
const MAX_REOPENED_LENGTH = 100;
/**
 * The line of a fence: indentation and quote marks, the marker, the rest. Longer runs of marks are decoration; counted as
 * fences they would leave no room for text.
 */
const FENCE_LINE = /^([ \t>]{0,20})(`{3,10}(?!`)|~{3,10}(?!~))(.*)$/;

interface Fence {
  /** The whole opening line, e.g. "```ts". */
  readonly opening: string;
  /** What closes it. */
  readonly marker: string;
}

/** Where a text may be cut, the best first; each cuts after what it matches. */
const CUTS = [/\n[ \t]*\n/g, /\n/g, /[.!?…。！？]["')\]]*(?:\s|(?<=[。！？]))/g, /\s/g];

/**
 * Cuts an answer into messages: after a paragraph, a line, a sentence or a word, whichever fills a message at least
 * half. A code block that is cut is closed and reopened with its language. No message is blank.
 */
export function splitMessage(text: string, limit = MESSAGE_LIMIT): string[] {
  const messages: string[] = [];
  let rest = text.trim();
  let fence: Fence | undefined;

  while (rest !== '') {
    const opening = fence ? `${fence.opening}\n` : '';
    if (opening.length + rest.length <= limit) {
      messages.push(opening + rest);
      break;
    }
    const room = limit - opening.length - closingLength(fence, rest.slice(0, limit));
    const cut = bestCut(rest, room);
    const piece = rest.slice(0, cut).trimEnd();
    const open = fenceAfter(piece, fence);
    if (piece !== '') messages.push(`${opening}${piece}${open ? `\n${open.marker}` : ''}`);
    // Inside code the indentation of the next line counts; elsewhere leading space is only what the cut left over.
    rest = open ? rest.slice(cut).replace(/^[ \t]*\n/, '') : rest.slice(cut).trimStart();
    fence = open;
  }
  return messages;
}

/** The last good place to cut within the room; never inside a surrogate pair. */
function bestCut(text: string, room: number): number {
  const window = text.slice(0, room);
  for (const pattern of CUTS) {
    const ends = [...window.matchAll(pattern)].map((match) => match.index + match[0].length);
    const last = ends.at(-1);
    if (last !== undefined && last > room / 2) return last;
  }
  return /[\uD800-\uDBFF]$/.test(window) ? room - 1 : room;
}

/** The code block that is still open after the piece, given the one that was open before it. */
function fenceAfter(piece: string, before: Fence | undefined): Fence | undefined {
  let open = before;
  for (const line of piece.split('\n')) {
    const [, prefix = '', marker = '', info = ''] = FENCE_LINE.exec(line) ?? [];
    if (marker === '') continue;
    if (open === undefined) {
      if (marker.startsWith('`') && info.includes('`')) continue; // inline code, not a block
      const opening = line.length > MAX_REOPENED_LENGTH ? prefix + marker : line;
      open = { opening, marker: prefix + marker };
    } else if (marker.startsWith(open.marker.trim().replace(/^[>\s]+/, '')) && info.trim() === '') {
      open = undefined;
    }
  }
  return open;
}

/** The room that closing a code block may need: a line break and the longest marker in sight. */
function closingLength(fence: Fence | undefined, window: string): number {
  const markers = window.split('\n').map((line) => {
    const [, prefix = '', marker = ''] = FENCE_LINE.exec(line) ?? [];
    return prefix.length + marker.length;
  });
  return 1 + Math.max(fence?.marker.length ?? 0, ...markers);
}
