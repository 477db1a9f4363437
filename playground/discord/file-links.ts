import { createHmac, timingSafeEqual } from 'node:crypto';

interface FileLinksOptions {
  origin: () => string;
  now: () => number;
  /** What only this Discord knows; the same after a restart, so that links go on working. */
  secret: () => string;
}

export type FileLinks = ReturnType<typeof createFileLinks>;

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * Links to attachments, signed as on Discord and good for about a day: `ex` is when they run out and `is` when they were
 * made, in hexadecimal seconds; `hm` is the signature. https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
 */
export function createFileLinks({ origin, now, secret }: FileLinksOptions) {
  /** Counts how often all links were made to run out. */
  let generation = 0;

  function sign(path: string, runsOut: string, made: string): string {
    return createHmac('sha256', secret()).update([path, runsOut, made, generation].join('\n')).digest('hex');
  }

  return {
    /** The same within an hour, so that a page does not load its pictures again and again. */
    make(channelId: string, { id, filename }: { id: string; filename: string }): string {
      const path = `/cdn/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
      const madeAt = Math.floor(now() / 1_000 / HOUR_SECONDS) * HOUR_SECONDS;
      const [runsOut, made] = [madeAt + DAY_SECONDS, madeAt].map((seconds) => seconds.toString(16)) as [string, string];
      return `${origin()}${path}?ex=${runsOut}&is=${made}&hm=${sign(path, runsOut, made)}&`;
    },

    isGood({ pathname, searchParams }: URL): boolean {
      const [runsOut, made, given] = ['ex', 'is', 'hm'].map((name) => searchParams.get(name) ?? '') as [
        string,
        string,
        string,
      ];
      const expected = Buffer.from(sign(pathname, runsOut, made));
      const signature = Buffer.from(given);
      const isGenuine = signature.length === expected.length && timingSafeEqual(signature, expected);
      return isGenuine && Number.parseInt(runsOut, 16) * 1_000 > now();
    },

    /** No link that was made until now works any more. */
    expire(): void {
      generation += 1;
    },
  };
}
