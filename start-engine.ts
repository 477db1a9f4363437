/** What `npm run engine` runs: the Assistants API over HTTP, without the bot. */
import { runProgram, STOP_BOUND_MS } from './src/run-program.ts';
import { aborted } from './src/stop-signals.ts';

await runProgram(async ({ config, log, signal }) => {
  const { createModel } = await import('./src/engine/models/create-model.ts');
  const { introduceEngine } = await import('./src/introduction.ts');
  const { engineOptions, serveEngine } = await import('./src/serve-engine.ts');
  const { openStore } = await import('./src/storage/open-store.ts');
  signal.throwIfAborted();

  const store = await openStore({ ...config, log, isShared: true, signal });
  try {
    const engine = { store, log, model: createModel(config.models), ...engineOptions(config) };
    const served = await serveEngine({ config, engine, log });
    console.log(introduceEngine(config, served));
    await aborted(signal);
    await served.close(STOP_BOUND_MS);
  } finally {
    await store.close();
  }
});
