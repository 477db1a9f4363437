import type { z } from 'zod';
import type { Executor } from './executor.ts';
import type { Model } from './models/model.ts';
import type { createRunReader } from './run-reader.ts';
import type { State } from './state.ts';
import type { createFollowed, createStreams } from './streams.ts';

interface Body {
  text(): Promise<string>;
}

/** What the routes of the API work with. */
export interface Services {
  readonly state: State;
  readonly model: Pick<Model, 'capabilities'>;
  readonly executor: Executor;
  /** The JSON body of a request, checked. @throws ApiError */
  readonly readBody: <Schema extends z.ZodType>(request: Body, schema: Schema) => Promise<z.output<Schema>>;
  readonly reader: ReturnType<typeof createRunReader>;
  readonly followed: ReturnType<typeof createFollowed>;
  readonly stream: ReturnType<typeof createStreams>;
  /** Refuse what OpenAI's server refused in old code, too. */
  readonly isStrict: boolean;
  /** When clients shall ask for a run again; left out, it depends on the run's age. */
  readonly pollAfterMs: number | undefined;
}
