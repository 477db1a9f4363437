/** Says that the local Discord does not answer at the moment. The place for it is always there, so that it is read out. */
export function Lost({ isLost = true }: { isLost?: boolean }) {
  return <div role="status">{isLost && <p class="lost">Reconnecting …</p>}</div>;
}
