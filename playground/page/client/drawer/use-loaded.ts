import { useEffect, useRef, useState } from 'preact/hooks';

export interface Loaded<Value> {
  /** The last one that was read; undefined at first. */
  value?: Value;
  /** Why there is none: a sentence. */
  problem?: string;
}

/** Reads something for a key, and again with every turn; what was read stays until the next is there. */
export function useLoaded<Value>(key: string, turn: number, read: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value> & { key: string }>({ key });
  const newest = useRef('');

  useEffect(() => {
    const mine = `${key} ${turn}`;
    newest.current = mine;
    const take = (now: Loaded<Value>) => newest.current === mine && setLoaded({ key, ...now });
    read().then(
      (value) => take({ value }),
      (error: Error) => take({ problem: error.message }),
    );
    return () => void (newest.current = '');
  }, [key, turn]);

  return loaded.key === key ? loaded : {};
}
