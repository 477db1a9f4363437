import type { Faults } from '../../state/faults.ts';
import { duration } from '../formats.ts';

/** What is broken on purpose at the moment, a sentence for each. That nothing is limited breaks nothing. */
export function activeFaults(faults: Faults | undefined): string[] {
  if (!faults) return [];
  const { refusesConnections, isSilent, failures, delays } = faults;
  return [
    ...(refusesConnections ? ['New connections of the bot are refused.'] : []),
    ...(isSilent ? ['Discord does not answer the bot.'] : []),
    ...failures.map(({ status, times, path }) => {
      const which = times === null ? 'All requests' : times === 1 ? 'The next request' : `The next ${times} requests`;
      const verb = times === 1 ? 'fails' : 'fail';
      return `${which}${where(path)} ${verb} ${status === 'drop' ? 'without an answer' : `with ${status}`}.`;
    }),
    ...delays.map(({ ms, path }) => `Requests${where(path)} are slowed down by ${duration(ms)}.`),
  ];
}

function where(path: string | undefined): string {
  return path === undefined ? '' : ` to ${path}`;
}
