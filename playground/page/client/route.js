/**
 * What is open, kept in the address: `#/channel` or `#/channel/thread`. So the browser's own «back» works.
 *
 * @param {() => void} onChange
 */
export function createRoute(onChange) {
  addEventListener('hashchange', onChange);

  return {
    get() {
      const [, channelId, threadId] = location.hash.split('/');
      return { channelId, threadId };
    },
    /**
     * @param {string} channelId
     * @param {string} [threadId]
     */
    go(channelId, threadId) {
      const hash = ['#', channelId, ...(threadId === undefined ? [] : [threadId])].join('/');
      if (location.hash !== hash) location.hash = hash;
    },
  };
}
