/** What test/side-process.test.ts has at its side: does what it is told. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answerRequests } from '../../src/side-process.ts';

export type Order =
  | { readonly say: unknown }
  | { readonly wait: number }
  | { readonly fail: string }
  | { readonly hang: true }
  | { readonly read: string }
  | { readonly attempt: 'write' | 'run' | 'connect' }
  | { readonly environment: true };

answerRequests(async (order: Order): Promise<unknown> => {
  if ('say' in order) return order.say;
  if ('wait' in order) return await delay(order.wait, 'waited');
  if ('fail' in order) throw new Error(order.fail);
  if ('hang' in order) for (;;);
  if ('environment' in order) return Object.keys(process.env);
  try {
    if ('read' in order) return readFileSync(order.read).length;
    if (order.attempt === 'write') writeFileSync(join(tmpdir(), 'side-program'), '');
    else if (order.attempt === 'run') execFileSync(process.execPath, ['--version']);
    else await new Promise((_resolve, reject) => void connect(9, '127.0.0.1').on('error', reject));
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code;
  }
});
