import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';

/** How many events a session keeps for one who comes back. */
const MAX_KEPT_EVENTS = 5000;

export interface SessionOptions {
  intents: number;
  shard: [id: number, count: number];
  now: () => number;
}

export type Session = ReturnType<typeof createSession>;

/** What one who identified is told, numbered, and kept for when the connection breaks. */
export function createSession({ intents, shard, now }: SessionOptions) {
  const kept: { sequence: number; text: string }[] = [];
  let sequence = 0;
  let send: ((text: string) => void) | undefined;
  let detachedMs: number | undefined;

  return {
    id: randomBytes(16).toString('hex'),
    intents,
    shard,

    dispatch(type: string, data: object): void {
      sequence += 1;
      const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: type, s: sequence, d: data });
      kept.push({ sequence, text });
      if (kept.length > MAX_KEPT_EVENTS) kept.shift();
      send?.(text);
    },

    /** Connects the session; what came after `fromSequence` is sent again. */
    attach(sender: (text: string) => void, fromSequence = sequence): void {
      send = sender;
      detachedMs = undefined;
      for (const event of kept) if (event.sequence > fromSequence) sender(event.text);
    },
    detach(sender: (text: string) => void): void {
      if (send !== sender) return;
      send = undefined;
      detachedMs = now();
    },
    get isAttached() {
      return send !== undefined;
    },
    /** Whether all that came after this number is still there. */
    canReplayFrom(from: number): boolean {
      return from <= sequence && from >= (kept[0]?.sequence ?? 1) - 1;
    },
    /** How long it has been without a connection. */
    detachedForMs: () => (detachedMs === undefined ? 0 : now() - detachedMs),
  };
}
