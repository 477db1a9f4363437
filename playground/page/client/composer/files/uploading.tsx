import { useEffect, useState } from 'preact/hooks';

/** What takes less is not worth a word. */
const LONG_MS = 400;

/** Says that files are on their way, when that takes a while. */
export function Uploading({ count }: { count: number }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (count === 0) return undefined;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [count]);
  return (
    <p class="composer-note" role="status">
      {isLong && `Uploading ${count === 1 ? 'a file' : `${count} files`} …`}
    </p>
  );
}
