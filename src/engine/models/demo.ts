import { setTimeout as delay } from 'node:timers/promises';
import { demoAnswer } from './demo-answer.ts';
import { demoCall, demoReport } from './demo-call.ts';
import type { Model } from './model.ts';

const PIECE_CHARACTERS = 24;

export interface DemoModelOptions {
  /** How long it pauses before each piece of an answer, in milliseconds. @default 0 */
  pauseMs?: number;
}

/** A stand-in that needs no network: it follows the conversation by simple rules, and says that it is a demo. */
export function createDemoModel({ pauseMs = 0 }: DemoModelOptions = {}): Model {
  return {
    async *answer(request, signal) {
      const call = demoCall(request);
      if (call) {
        yield { type: 'function_begin', index: 0, callId: '', name: call.name };
        yield { type: 'function_arguments', index: 0, text: call.given };
        yield { type: 'function_end', index: 0 };
        yield { type: 'finished', reason: 'tool_calls' };
        return;
      }
      const { input } = request;
      const text = demoReport(input) ?? demoAnswer(input.filter((item) => item.type === 'message'));
      for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
        signal.throwIfAborted();
        if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
        yield { type: 'text', text: text.slice(start, start + PIECE_CHARACTERS) };
      }
      yield { type: 'finished', reason: 'stop' };
    },
  };
}
