/** What is chosen after one of the values was pressed. Too many cannot be chosen; a single one takes the other's place. */
export function toggled(
  chosen: readonly string[],
  value: string,
  { min, max }: { min: number; max: number },
): readonly string[] {
  const isChosen = chosen.includes(value);
  if (max === 1) return isChosen ? (min > 0 ? chosen : []) : [value];
  if (isChosen) return chosen.filter((one) => one !== value);
  return chosen.length >= max ? chosen : [...chosen, value];
}

/** How many are chosen of how many, in words. */
export function countText(count: number, { min, max }: { min: number; max: number }): string {
  const needed = count < min ? `Choose at least ${min}. ` : '';
  return `${needed}${count} of ${max} chosen`;
}
