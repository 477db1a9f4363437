/** What a place is called for those who do not see its marks: `help, 2 mentions`, `help, unread`. */
export function withCount(name: string, isUnread: boolean, mentions: number): string {
  if (mentions > 0) return `${name}, ${mentions} ${mentions === 1 ? 'mention' : 'mentions'}`;
  return isUnread ? `${name}, unread` : name;
}
