import { signal } from '@preact/signals';

/** A message that is to be shown. */
export interface Jump {
  channelId: string;
  messageId: string;
}

/** Where one wants to go in a log: it does so as soon as it is there, and says that it is done. */
export function createJumps() {
  const wanted = signal<Jump | undefined>(undefined);
  return {
    wanted: wanted as { readonly value: Jump | undefined },
    ask: (jump: Jump) => void (wanted.value = jump),
    done(jump: Jump): void {
      if (wanted.peek() === jump) wanted.value = undefined;
    },
  };
}
