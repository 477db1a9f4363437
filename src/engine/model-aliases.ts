/** The model that a name means: the first alias that fits counts, where `*` stands for anything; else the name itself. */
export function unaliased(aliases: Readonly<Record<string, string>>, name: string): string {
  const found = Object.entries(aliases).find(([pattern]) => fits(pattern, name));
  return found?.[1] ?? name;
}

function fits(pattern: string, name: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === pattern;
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return false;
  let left = name.slice(start.length, name.length - end.length);
  return rest.every((part) => {
    const at = left.indexOf(part);
    left = left.slice(at + part.length);
    return at >= 0;
  });
}
