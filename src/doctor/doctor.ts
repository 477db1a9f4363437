import type { Logger } from 'pino';
import { type Config, secretsOf } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { MIN_SECRET_LENGTH, redact } from '../log.ts';
import { checkAssistants } from './check-assistants.ts';
import { checkDatabases } from './check-databases.ts';
import { checkDiscord } from './check-discord.ts';
import { checkModel } from './check-model.ts';
import { checkServersFile } from './check-servers-file.ts';
import { checkStore } from './check-store.ts';
import { examine } from './examine.ts';
import { type Finding, format } from './finding.ts';

export interface DoctorOptions {
  /** @throws {OperatorError} that lists every mistake. */
  readSettings: () => Promise<Config>;
  /** Takes the lines; they hold no secret. */
  print: (lines: string) => void;
  log: Logger;
}

/** Looks at everything that Bobbin needs and says what to do. Answers whether it can work. */
export async function runDoctor({ readSettings, print, log }: DoctorOptions): Promise<boolean> {
  let config: Config;
  try {
    config = await readSettings();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    print(
      format({ verdict: 'bad', about: 'Settings', says: error.message, advice: 'README, “Settings”, has them all.' }),
    );
    return false;
  }
  const secrets = secretsOf(config).filter(({ length }) => length >= MIN_SECRET_LENGTH);
  const tell = (finding: Finding) => print(redact(format(finding), secrets));
  tell({ verdict: 'good', about: 'Settings', says: 'are valid.' });
  const checks = [
    checkDiscord(config),
    checkStore(config, log),
    checkModel(config),
    checkAssistants(config),
    checkDatabases(config),
    checkServersFile(config),
  ];
  return examine(checks, tell);
}
