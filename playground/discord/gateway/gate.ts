/** Does one thing after the other, and nothing while it is closed: what was to be done meanwhile is done then. */
export function createGate(untilOpen: () => Promise<void> | undefined): (action: () => void) => void {
  const held: (() => void)[] = [];

  function release(): void {
    while (held.length > 0) {
      const opening = untilOpen();
      if (opening) return void opening.then(release);
      held.shift()?.();
    }
  }

  return (action) => {
    held.push(action);
    if (held.length === 1) release(); // else it waits behind what is held already
  };
}
