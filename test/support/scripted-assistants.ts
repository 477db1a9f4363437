import type OpenAI from 'openai';
import { createAssistantsClient } from '../../src/assistants/client.ts';

type Run = OpenAI.Beta.Threads.Run;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown> | undefined;
}

interface ScriptedFile {
  readonly name: string;
  readonly content: string | Buffer<ArrayBuffer>;
  /** How large it is said to be. */
  readonly bytes?: number;
}

/** What a run that is created next goes through, one step a poll; the last one stays. */
export type RunScript = readonly Partial<Run>[];

/**
 * An Assistants server whose runs do what a test says: for the states that a real engine cannot be brought into at will.
 * It answers the real client through its `fetch`.
 */
export function scriptAssistants() {
  const requests: Request[] = [];
  const scripts: RunScript[] = [];
  const runs: { run: Run; script: Partial<Run>[] }[] = [];
  const failures: { method: string; path: RegExp; fail: (apply: () => Response) => Response }[] = [];
  const hooks: { method: string; path: RegExp; run: () => Promise<void> }[] = [];
  const goneThreads = new Set<string>();
  const streams: RunStream[] = [];
  let threadCount = 0;
  let messages: object[][] = [[textPart('The answer.')]];
  let steps: object[] = [];
  const files = new Map<string, ScriptedFile>();
  let fileCount = 0;
  let tools: { type: string }[] = [];

  function createRun(threadId: string, body: Record<string, unknown>): Run {
    const script = [...(scripts.shift() ?? [{ status: 'completed' }])];
    const run = {
      id: `run_${runs.length + 1}`,
      object: 'thread.run',
      thread_id: threadId,
      assistant_id: body['assistant_id'],
      status: 'queued',
      metadata: body['metadata'],
      last_error: null,
    } as unknown as Run;
    runs.push({ run, script });
    return run;
  }

  function advance(id: string | undefined): Run | undefined {
    const found = runs.find(({ run }) => run.id === id);
    if (found) Object.assign(found.run, found.script.length > 1 ? found.script.shift() : found.script[0]);
    return found?.run;
  }

  function answer({ method, path, body = {} }: Request): Response {
    const [, kind, threadId = '', part, runId, verb] = path.split('/');
    if (kind === 'assistants' && threadId !== '') {
      if (threadId !== 'asst_1') return problem(404, `No assistant found with id '${threadId}'.`);
      return json({ id: threadId, name: 'Bobbin', tools });
    }
    if (kind === 'assistants')
      return json({ object: 'list', data: [{ id: 'asst_1', name: 'Bobbin' }], has_more: false });
    if (kind === 'files') return fileAnswer(method, threadId, part);
    if (threadId === '') return json({ id: `thread_${(threadCount += 1)}`, object: 'thread' });
    if (goneThreads.has(threadId)) return problem(404, `No thread found with id '${threadId}'.`);
    if (part === undefined) return json({ id: threadId, object: 'thread' });
    if (part === 'messages' && method === 'DELETE') return json({ id: runId, deleted: true });
    if (part === 'messages') {
      const data = messages.map((content, index) => ({ id: `msg_${index + 1}`, role: 'assistant', content }));
      return json({ object: 'list', data, has_more: false });
    }
    if (verb === 'steps') return json({ object: 'list', data: steps, has_more: false });
    if (verb === 'cancel') return json({ ...runs.find(({ run }) => run.id === runId)?.run, status: 'cancelling' });
    if (verb === 'submit_tool_outputs' && body['stream'] === true) {
      const stream = streams.shift();
      if (stream) return stream.response('thread.run.queued', advance(runId));
    }
    if (runId !== undefined) return json(advance(runId));
    if (method === 'GET')
      return json({ object: 'list', data: runs.map(({ run }) => run).toReversed(), has_more: false });
    const run = createRun(threadId, body);
    const stream = body['stream'] === true ? streams.shift() : undefined;
    return stream ? stream.response('thread.run.created', run) : json(run);
  }

  function fileAnswer(method: string, id: string, part: string | undefined): Response {
    if (method === 'DELETE') return json({ id, object: 'file', deleted: true });
    if (method === 'POST') return json({ id: `file_${(fileCount += 1)}`, object: 'file' });
    const file = files.get(id);
    if (!file) return problem(404, `No such File object: ${id}`);
    if (part === 'content') return new Response(file.content);
    const { name: filename, content, bytes = Buffer.byteLength(content) } = file;
    return json({ id, object: 'file', filename, bytes });
  }

  async function scriptedFetch(url: string | URL | globalThis.Request, init?: RequestInit): Promise<Response> {
    init?.signal?.throwIfAborted();
    const { pathname, protocol } = new URL(url instanceof globalThis.Request ? url.url : url);
    if (protocol === 'data:') return new Response(); // the client tries out whether it can upload
    const text = typeof init?.body === 'string' && init.body !== '' ? init.body : undefined;
    const request: Request = {
      method: init?.method?.toUpperCase() ?? 'GET',
      path: pathname,
      body: text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>),
    };
    requests.push(request);
    const hook = hooks.findIndex(({ method, path }) => method === request.method && path.test(request.path));
    if (hook !== -1) await hooks.splice(hook, 1)[0]?.run();
    const index = failures.findIndex(({ method, path }) => method === request.method && path.test(request.path));
    const [failure] = index === -1 ? [] : failures.splice(index, 1);
    return failure ? failure.fail(() => answer(request)) : answer(request);
  }

  return {
    client: createAssistantsClient({ baseUrl: 'http://scripted', apiKey: 'test', fetch: scriptedFetch }),
    requests,
    /** The bodies of the requests that created runs. */
    created: () =>
      requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/runs')).map(({ body }) => body),
    /** What the next run that is created goes through. */
    nextRun: (...script: RunScript) => void scripts.push(script),
    /** A run that somebody else has started on the thread. */
    foreignRun: (threadId: string, ...script: RunScript) => {
      scripts.unshift(script);
      return createRun(threadId, { assistant_id: 'asst_other', metadata: {} });
    },
    /** The next such request fails: with an answer, or with a thrown error; `apply` does what was asked for first. */
    failNext: (method: string, path: RegExp, fail: (apply: () => Response) => Response) =>
      void failures.push({ method, path, fail }),
    /** Something that happens while the next such request is under way. */
    beforeNext: (method: string, path: RegExp, run: () => Promise<void>) => void hooks.push({ method, path, run }),
    /** Whatever the runs still had before them, they are through with it. */
    settleAll: (status: Run['status'] = 'completed') =>
      runs.forEach(({ script }) => script.splice(0, Infinity, { status })),
    /** What the steps of all runs say that the newest one does. */
    doing: (details: object) => void (steps = [{ id: 'step_1', object: 'thread.run.step', step_details: details }]),
    /** The next run that is created, or that gets outputs, is streamed, as far as it is asked for; others are not. */
    nextStream: (): RunStream => {
      const stream = createRunStream();
      streams.push(stream);
      return stream;
    },
    loseThread: (threadId: string) => void goneThreads.add(threadId),
    /** From now on each run answers with this text. */
    say: (text: string, annotations: readonly object[] = []) => (messages = [[textPart(text, annotations)]]),
    /** The same with messages of these pieces, and with such steps. */
    sayMessages(contents: object[][], ofSteps: object[] = []): void {
      messages = contents;
      steps = ofSteps;
    },
    addFile: (id: string, file: ScriptedFile) => void files.set(id, file),
    /** What the assistant has. */
    giveTools: (...types: readonly string[]) => (tools = types.map((type) => ({ type }))),
  };
}

type RunStream = ReturnType<typeof createRunStream>;

/** Nobody who writes waits until it is read. */
const QUEUE = { highWaterMark: 1_000 };

/** A stream of which a test says what is told when. */
function createRunStream() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, QUEUE, QUEUE);
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const tell = async (event: string, data: unknown) =>
    writer.write(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)).catch(() => undefined);

  return {
    response(event: string, run: unknown): Response {
      void tell(event, run);
      return new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
    },
    tell,
    /** The assistant writes more of a message. */
    write: async (value: string, messageId = 'msg_1') =>
      tell('thread.message.delta', {
        id: messageId,
        object: 'thread.message.delta',
        delta: { content: [{ index: 0, type: 'text', text: { value } }] },
      }),
    /** The run ends, or rests. */
    end: async (status = 'completed') => {
      await tell(`thread.run.${status}`, { object: 'thread.run', status });
      await writer.close().catch(() => undefined);
    },
    /** The connection is gone. */
    breakOff: async () => writer.abort(new TypeError('terminated')),
  };
}

/** A piece of a message. */
export function textPart(value: string, annotations: readonly object[] = []) {
  return { type: 'text', text: { value, annotations } };
}

export function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
  const error = { message, type: 'invalid_request_error', param: null, code: null };
  return Response.json({ error }, { status, headers });
}

function json(value: unknown): Response {
  return Response.json(value);
}
