/** Says that it is a program that writes. */
export function BotBadge() {
  return <span class="badge">Bot</span>;
}
