import { signal } from '@preact/signals';

/** As on Discord: who types says so again within this time. */
const TYPING_FOR_MS = 10_000;

/** Who is typing where. */
export function createTyping() {
  /** By `channel:user`. */
  const timers = signal<ReadonlyMap<string, number>>(new Map());

  function stop(channelId: string, userId: string): void {
    const key = `${channelId}:${userId}`;
    const timer = timers.peek().get(key);
    if (timer === undefined) return;
    clearTimeout(timer);
    timers.value = new Map([...timers.peek()].filter(([other]) => other !== key));
  }

  return {
    stop,
    start(channelId: string, userId: string): void {
      stop(channelId, userId);
      const timer = setTimeout(() => stop(channelId, userId), TYPING_FOR_MS);
      timers.value = new Map([...timers.peek(), [`${channelId}:${userId}`, timer]]);
    },
    /** The ids of those who type there. */
    in: (channelId: string): string[] =>
      [...timers.value.keys()].flatMap((key) => {
        const [place, userId = ''] = key.split(':');
        return place === channelId ? [userId] : [];
      }),
    clear(): void {
      for (const timer of timers.peek().values()) clearTimeout(timer);
      timers.value = new Map();
    },
  };
}
