/** How well a name fits to what is typed. 3: it begins so, 2: a word in it does, 1: it has these letters in this order, 0: not at all. */
export function fitOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 3;
  if (name.split(/[\s._-]+/).some((word) => word.startsWith(wanted)) || name.includes(wanted)) return 2;
  let index = -1;
  for (const letter of wanted) {
    index = name.indexOf(letter, index + 1);
    if (index === -1) return 0;
  }
  return 1;
}
