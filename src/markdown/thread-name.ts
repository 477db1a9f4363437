/** Discord allows 100 characters; more than this is cut off in the channel list anyway. */
const MAX_LENGTH = 80;

/** A Discord thread's name made from the question: its first line without markup, cut at a word. */
export function threadName(question: string, fallback: string): string {
  const line = question
    .replace(/\|\|.+?\|\|/gs, '…') // a spoiler stays one
    .replace(/```\w*|[|#>]+|<a?:(\w+):\d+>|<[@#][!&]?\d+>/g, ' ')
    .replace(/[*~`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .split('\n')
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
    .find((text) => text !== '');
  if (line === undefined) return fallback.slice(0, MAX_LENGTH);
  if (line.length <= MAX_LENGTH) return line;
  const head = Array.from(line.slice(0, MAX_LENGTH)).slice(0, -1).join('');
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > MAX_LENGTH / 2 ? space : undefined).trimEnd()}…`;
}
