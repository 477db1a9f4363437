import { setTimeout as delay } from 'node:timers/promises';
import { demoAnswer } from './demo-answer.ts';
import type { Model } from './model.ts';

const PIECE_CHARACTERS = 24;

export interface DemoModelOptions {
  /** How long it pauses before each piece of an answer, in milliseconds. @default 0 */
  pauseMs?: number;
}

/** A stand-in that needs no network: it follows the conversation by simple rules, and says that it is a demo. */
export function createDemoModel({ pauseMs = 0 }: DemoModelOptions = {}): Model {
  return {
    async *answer({ input }, signal) {
      const text = demoAnswer(input.filter((item) => item.type === 'message'));
      for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
        signal.throwIfAborted();
        if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
        yield { type: 'text', text: text.slice(start, start + PIECE_CHARACTERS) };
      }
      yield { type: 'finished', reason: 'stop' };
    },
  };
}
