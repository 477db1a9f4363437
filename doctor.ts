/** What `npm run doctor` runs: looks at the settings and at everything that they name, and says what to do. */
import { pino } from 'pino';
import { runDoctor } from './src/doctor/doctor.ts';
import { readSettings } from './src/run-program.ts';

const isWell = await runDoctor({
  readSettings,
  print: (lines) => console.log(lines),
  log: pino({ level: 'silent' }),
});
// Not when everything has ended by itself: what was given up may hang for long.
process.exit(isWell ? 0 : 1);
