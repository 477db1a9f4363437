/** Says that the local Discord does not answer at the moment. */
export function Lost() {
  return (
    <p class="lost" role="status">
      Reconnecting …
    </p>
  );
}
