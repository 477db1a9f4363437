/** How many mentions there are, for those who see it: drawn, and no text of the page. */
export function Count({ count }: { count: number }) {
  return count === 0 ? null : <span class="count" data-count={count > 99 ? '99+' : count} aria-hidden="true" />;
}
