import { APIError, type OpenAI } from 'openai';
import { createChatCalls } from './chat-calls.ts';
import { toChatParams, type ChatParams } from './chat-request.ts';
import { ModelError, type Model, type ModelEvent, type ModelRequest } from './model.ts';
import { createOpenAIClient, isTooLong, type OpenAIModelOptions } from './openai-client.ts';
import { createWithoutPictures, isAboutPictures } from './without-pictures.ts';
import { createThoughtFilter } from './without-thoughts.ts';

type FinishReason = OpenAI.ChatCompletionChunk.Choice['finish_reason'];

const CONTEXT_TOKENS = 8_000;
/** How long to wait for the usage, and the end of the stream, once the answer is complete. */
const AFTERMATH_MS = 2_000;
const MODELS_TIMEOUT_MS = 10_000;
/** How long the list of models is believed when it does not have the one that is asked for. */
const LIST_AGE_MS = 60_000;
/** What not all servers know. */
const EXTRAS = ['stream_options', 'reasoning_effort', 'parallel_tool_calls', 'tool_choice'] as const;

export interface ChatModelOptions extends OpenAIModelOptions {
  /** The model of requests that name none, or one that the server does not list; left out, the first one it lists. */
  defaultModel?: string;
}

/** Models behind any server that speaks `/chat/completions`, each with its own idea of it. */
export function createChatModel({ defaultModel, ...options }: ChatModelOptions): Model {
  const { client, listen, isOpenAI, nameOf, toModelError } = createOpenAIClient(options);
  // OpenAI's newer models refuse the old name of this parameter, most other servers do not know the new one.
  const limitName = isOpenAI ? 'max_completion_tokens' : 'max_tokens';
  const withoutPictures = createWithoutPictures();
  const refused = new Set<string>();
  let listed: { names: Promise<readonly string[]>; atMs: number } | undefined;

  return {
    contextTokens: CONTEXT_TOKENS,

    async *answer(request, signal) {
      const name = await nameFor(request.model);
      const thoughts = createThoughtFilter();
      const calls = createChatCalls();
      let reason: FinishReason = null;
      let usage: OpenAI.CompletionUsage | undefined;
      const open = (either: AbortSignal) => withoutPictures(request, name, (shown) => create(shown, name, either));
      const maxSilenceMs = () => (reason === null ? undefined : AFTERMATH_MS);
      try {
        for await (const chunk of listen(open, signal, maxSilenceMs)) {
          const choice = chunk.choices?.[0];
          const text = thoughts.push(choice?.delta?.content ?? '');
          if (text !== '') yield { type: 'text', text };
          calls.push(choice?.delta?.tool_calls);
          reason = choice?.finish_reason ?? reason;
          usage = chunk.usage ?? usage;
          if (reason !== null && usage !== undefined) break; // some servers never close the stream
        }
      } catch (error) {
        if (reason === null) throw error; // otherwise the answer is whole, whatever became of the stream
      }
      if (reason === null)
        throw new ModelError('server_error', 'The answer of the model provider broke off.', {
          isTransient: true,
        });
      const rest = thoughts.end();
      if (rest !== '') yield { type: 'text', text: rest };
      yield* calls.events();
      yield finished(reason, usage);
    },
  };

  /** Some servers refuse what not all know: then it is left out, from then on. */
  async function create(request: ModelRequest, name: string, signal: AbortSignal) {
    const known = without(toChatParams(request, name, limitName), refused);
    try {
      return await client.chat.completions.create(known, { signal });
    } catch (error) {
      const extras = EXTRAS.filter((name) => name in known);
      if (!isAboutExtras(error) || isAboutPictures(request, error) || extras.length === 0) throw error;
      const named = extras.filter((name) => error.message.includes(name));
      const guilty = named.length > 0 ? named : extras;
      const stream = await client.chat.completions.create(without(known, new Set(guilty)), { signal });
      guilty.forEach((name) => refused.add(name));
      return stream;
    }
  }

  /** The model to ask for: what is not there goes to the default, or to the server, which knows best. */
  async function nameFor(asked: string | undefined): Promise<string> {
    if (asked !== undefined) {
      const name = nameOf(asked);
      if (defaultModel === undefined || name === defaultModel) return name;
      const names = await list(name).catch(() => undefined);
      return names && !names.includes(name) ? defaultModel : name;
    }
    if (defaultModel !== undefined) return nameOf(defaultModel);
    const [first] = await list();
    if (first === undefined) throw new ModelError('server_error', 'The model server lists no models: name one.');
    return first;
  }

  /** Asked once, and again after a while when a name is missing; a failure or an empty list is not remembered. */
  async function list(wanted?: string): Promise<readonly string[]> {
    const isOld = listed !== undefined && performance.now() - listed.atMs > LIST_AGE_MS;
    if (listed && !(isOld && wanted !== undefined && !(await listed.names).includes(wanted))) return listed.names;
    const names = readList();
    listed = { names, atMs: performance.now() };
    try {
      if ((await names).length === 0) listed = undefined;
    } catch (error) {
      listed = undefined;
      throw toModelError(error);
    }
    return names;
  }

  async function readList(): Promise<readonly string[]> {
    const { data } = await client.models.list({ timeout: MODELS_TIMEOUT_MS });
    return (data ?? []).map(({ id }) => id);
  }
}

function isAboutExtras(error: unknown): error is APIError {
  if (!(error instanceof APIError) || isTooLong(error.code, error.message)) return false;
  return error.status === 400 || error.status === 422;
}

function without(params: ChatParams, names: ReadonlySet<string>): ChatParams {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !names.has(name))) as unknown as ChatParams;
}

function finished(reason: FinishReason, usage: OpenAI.CompletionUsage | undefined): ModelEvent {
  return {
    type: 'finished',
    reason: reason === 'length' || reason === 'content_filter' ? reason : 'stop',
    ...(usage && {
      usage: {
        promptTokens: usage.prompt_tokens,
        completionTokens: usage.completion_tokens,
        cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
        reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
      },
    }),
  };
}
