import { useEffect, useState } from 'preact/hooks';

const GATHER_MS = 200;
const EVERY_MS = 800;

/** A number that grows when something is to be read anew: soon after a change, and steadily while something goes. */
export function useTurn(change: unknown, isGoing: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setTurn((now) => now + 1), GATHER_MS);
    return () => clearTimeout(timer);
  }, [change]);
  useEffect(() => {
    if (!isGoing) return undefined;
    const timer = setInterval(() => !document.hidden && setTurn((now) => now + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, [isGoing]);
  return turn;
}
