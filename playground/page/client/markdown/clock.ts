import { signal } from '@preact/signals';

const EVERY_MS = 1_000;

let timer: number | undefined;

/** The time now, in milliseconds. One clock for all that tells how long ago something was; it goes while one is shown. */
export const clock = signal(Date.now(), {
  watched() {
    this.value = Date.now();
    timer = setInterval(() => (this.value = Date.now()), EVERY_MS);
  },
  unwatched: () => clearInterval(timer),
});
