import { defineConfig } from 'vitest/config';

/** `npm run test:page`: every command, button, menu and modal of Bobbin, by mouse and keys in the browser. Takes minutes. */
export default defineConfig({
  test: {
    include: ['test/playground/bobbin/commands/*.test.ts'],
    isolate: false,
    maxWorkers: 2,
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
