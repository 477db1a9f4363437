import { createInteractionEvents, type InteractionEventsOptions } from './interaction-events.ts';
import { createInvoke } from './invoke.ts';
import type { Ways } from './person-interactions.ts';
import { createPress } from './press.ts';
import { createSubmit } from './submit.ts';
import { createSaveUpload } from './uploads.ts';

/** All that people can do with the bot beyond talking. */
export function createWays(options: InteractionEventsOptions): Ways {
  const events = createInteractionEvents(options);
  const saveUpload = createSaveUpload(options.world, options.views);
  const all = { ...options, events, saveUpload };
  return { invoke: createInvoke(all), press: createPress(all), submit: createSubmit(all) };
}
