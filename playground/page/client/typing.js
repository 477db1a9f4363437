/** As on Discord: who types says so again within this time. */
const TYPING_FOR_MS = 10_000;

/**
 * Who is typing where.
 *
 * @param {() => void} onChange
 */
export function createTyping(onChange) {
  /** Timers by `channel:user`. @type {Map<string, number>} */
  const timers = new Map();

  /**
   * @param {string} channelId
   * @param {string} userId
   */
  function stop(channelId, userId) {
    const key = `${channelId}:${userId}`;
    clearTimeout(timers.get(key));
    if (timers.delete(key)) onChange();
  }

  return {
    stop,
    /**
     * @param {string} channelId
     * @param {string} userId
     */
    start(channelId, userId) {
      stop(channelId, userId);
      timers.set(
        `${channelId}:${userId}`,
        setTimeout(() => stop(channelId, userId), TYPING_FOR_MS),
      );
      onChange();
    },
    /**
     * The ids of those who type there.
     *
     * @param {string} channelId
     */
    in: (channelId) =>
      [...timers.keys()].filter((key) => key.startsWith(`${channelId}:`)).map((key) => key.split(':')[1]),
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
