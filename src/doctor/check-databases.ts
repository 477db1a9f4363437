import type { Config } from '../config.ts';
import { findUnreadable } from '../databases/databases.ts';
import type { Check } from './examine.ts';

const ABOUT = 'Databases';

/** The files of DATABASE_FILES; nothing is said when there are none. */
export function checkDatabases({ databaseFiles }: Config): Check {
  return {
    about: ABOUT,
    async run() {
      if (databaseFiles.length === 0) return [];
      const mistakes = findUnreadable(databaseFiles);
      if (mistakes.length > 0) {
        return mistakes.map((says) => ({ verdict: 'bad', about: ABOUT, says, advice: 'Correct DATABASE_FILES.' }));
      }
      const names = databaseFiles.map(({ name }) => name).join(', ');
      return [{ verdict: 'good', about: ABOUT, says: `Functions can read ${names}.` }];
    },
  };
}
