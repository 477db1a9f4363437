import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/errors.ts';
import { NO_OPERATOR_SETTINGS, readOperatorFile } from '../../src/server-settings/operator-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

function write(text: string): string {
  const file = join(temporaryFolder(), 'servers.json');
  writeFileSync(file, text);
  return file;
}

function complaintOf(path: string): string {
  try {
    readOperatorFile(path);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    return (error as Error).message;
  }
  throw new Error('The file was accepted.');
}

describe("the operator's file", () => {
  test('may be empty', () => {
    expect(readOperatorFile(write('{}'))).toEqual(NO_OPERATOR_SETTINGS);
  });

  test('of the guide is valid, and says what the guide shows', () => {
    const guide = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n([^]*?)```/.exec(guide) ?? [];

    const { defaults, ceilings } = readOperatorFile(write(example));

    expect(Object.keys(defaults).length).toBeGreaterThan(0);
    expect(Object.keys(ceilings).length).toBeGreaterThan(0);
  });

  test('names every mistake with where it stands', () => {
    const complaint = complaintOf(
      write(
        JSON.stringify({
          defaults: {
            everywhere: { speaking: 'always' },
            timeZone: 'Mars/Olympus',
            bots: ['me'],
            budgets: [{ per: 'role', unit: 'answers', window: 'day', limit: -1 }],
            places: { '1': {} },
          },
          ceilings: { longestPost: 'long', models: [] },
          color: 'blue',
        }),
      ),
    );

    for (const path of [
      'defaults.everywhere.speaking',
      'defaults.timeZone: must be a time zone such as Europe/Berlin',
      'defaults.bots.0: must be a Discord id',
      'defaults.budgets.0.limit: must be at least 0',
      '"places"',
      'ceilings.longestPost: must be a number',
      'ceilings.models',
      '"color"',
    ]) {
      expect(complaint).toContain(path);
    }
  });

  test('that is no JSON, or is not there, is named', () => {
    expect(complaintOf(write('{'))).toMatch(/Cannot read SERVERS_FILE .*servers\.json/);
    expect(complaintOf(join(temporaryFolder(), 'none.json'))).toContain('none.json');
  });
});
