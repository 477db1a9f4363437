import type { Config } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { readOperatorFile } from '../server-settings/operator-file.ts';
import type { Check } from './examine.ts';

const ABOUT = 'Servers file';

/** The defaults and ceilings of SERVERS_FILE; nothing is said when there is none. */
export function checkServersFile({ serversFile }: Config): Check {
  return {
    about: ABOUT,
    async run() {
      if (serversFile === undefined) return [];
      try {
        readOperatorFile(serversFile);
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        const advice = 'docs/configuration.md shows one that is right.';
        return [{ verdict: 'bad', about: ABOUT, says: error.message, advice }];
      }
      return [{ verdict: 'good', about: ABOUT, says: 'is valid.' }];
    },
  };
}
