import { useEffect, useState } from 'preact/hooks';
import type { Faults } from '../../state/faults.ts';

/**
 * What somebody has set, shown until the local Discord says that it is so; `now` is what it says. Give it up (`undefined`)
 * when it was refused.
 */
export function useWanted<Value>(now: Value, faults: Faults) {
  const [wanted, setWanted] = useState<Value>();
  useEffect(() => setWanted((newest) => (newest === now ? undefined : newest)), [faults]);
  return { wanted, shown: wanted ?? now, setWanted };
}
