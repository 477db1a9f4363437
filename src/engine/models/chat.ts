import { APIError, type OpenAI } from 'openai';
import { ModelError, type Model, type ModelEvent, type ModelMessage, type ModelRequest } from './model.ts';
import { createOpenAIClient, type OpenAIModelOptions } from './openai-client.ts';
import { createThoughtFilter } from './without-thoughts.ts';

type Params = OpenAI.ChatCompletionCreateParamsStreaming;
type FinishReason = OpenAI.ChatCompletionChunk.Choice['finish_reason'];

const CONTEXT_TOKENS = 8_000;
/** How long to wait for the usage, and the end of the stream, once the answer is complete. */
const AFTERMATH_MS = 2_000;
const MODELS_TIMEOUT_MS = 10_000;

export interface ChatModelOptions extends OpenAIModelOptions {
  /** The model of requests that name none; left out, the first one that the server lists. */
  defaultModel?: string;
}

/** Models behind any server that speaks `/chat/completions`, each with its own idea of it. */
export function createChatModel({ defaultModel, ...options }: ChatModelOptions): Model {
  const { client, listen, toModelError } = createOpenAIClient(options);
  // OpenAI's newer models refuse the old name of this parameter, most other servers do not know the new one.
  const limitName = new URL(client.baseURL).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
  let firstListed: Promise<string> | undefined;
  let takesExtras = true;

  return {
    contextTokens: CONTEXT_TOKENS,

    async *answer(request, signal) {
      const model = request.model ?? defaultModel ?? (await findFirstListed());
      const params = toParams(request, model, limitName);
      const thoughts = createThoughtFilter();
      let reason: FinishReason = null;
      let usage: OpenAI.CompletionUsage | undefined;
      const open = (either: AbortSignal) => create(params, either);
      const maxSilenceMs = () => (reason === null ? undefined : AFTERMATH_MS);
      try {
        for await (const chunk of listen(open, signal, maxSilenceMs)) {
          const choice = chunk.choices?.[0];
          const text = thoughts.push(choice?.delta?.content ?? '');
          if (text !== '') yield { type: 'text', text };
          reason = choice?.finish_reason ?? reason;
          usage = chunk.usage ?? usage;
          if (reason !== null && usage !== undefined) break; // some servers never close the stream
        }
      } catch (error) {
        if (reason === null) throw error; // otherwise the answer is whole, whatever became of the stream
      }
      if (reason === null) throw new ModelError('server_error', 'The answer of the model provider broke off.');
      const rest = thoughts.end();
      if (rest !== '') yield { type: 'text', text: rest };
      yield finished(reason, usage);
    },
  };

  /** Some servers refuse what not all know: then it is left out, from then on. */
  async function create(params: Params, signal: AbortSignal) {
    const { stream_options: _, reasoning_effort: __, ...plain } = params;
    if (!takesExtras) return client.chat.completions.create(plain, { signal });
    try {
      return await client.chat.completions.create(params, { signal });
    } catch (error) {
      if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) throw error;
      const stream = await client.chat.completions.create(plain, { signal });
      takesExtras = false;
      return stream;
    }
  }

  /** Asked once; a failure is not remembered. */
  function findFirstListed(): Promise<string> {
    firstListed ??= listFirst().catch((error: unknown) => {
      firstListed = undefined;
      throw toModelError(error);
    });
    return firstListed;
  }

  async function listFirst(): Promise<string> {
    const { data } = await client.models.list({ timeout: MODELS_TIMEOUT_MS });
    const id = data?.[0]?.id;
    if (id === undefined) throw new ModelError('server_error', 'The model server lists no models: name one.');
    return id;
  }
}

function toParams(request: ModelRequest, model: string, limitName: 'max_completion_tokens' | 'max_tokens'): Params {
  const { instructions, input, maxOutputTokens } = request;
  const messages = input.filter((item) => item.type === 'message');
  return {
    model,
    messages: [
      ...(instructions === '' ? [] : [{ role: 'system' as const, content: instructions }]),
      ...takingTurns(messages).map(toMessage),
    ],
    stream: true,
    stream_options: { include_usage: true },
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(maxOutputTokens !== undefined && { [limitName]: maxOutputTokens }),
    ...(request.responseFormat && { response_format: request.responseFormat }),
    ...(request.reasoningEffort && { reasoning_effort: request.reasoningEffort }),
  };
}

/** Many chat templates insist on user and assistant speaking in turn. */
function takingTurns(messages: readonly ModelMessage[]): ModelMessage[] {
  const turns: ModelMessage[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (last?.role === role) turns[turns.length - 1] = { ...last, content: [...last.content, ...content] };
    else turns.push({ type: 'message', role, content });
  }
  return turns;
}

function toMessage({ role, content }: ModelMessage): OpenAI.ChatCompletionMessageParam {
  const shown = content.filter((part) => part.type !== 'image_file');
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (role === 'assistant') return { role, content: texts.join('\n\n') };
  if (texts.length === shown.length) return { role, content: texts.join('\n\n') };
  return {
    role,
    content: shown.map((part) =>
      part.type === 'text' ? part : { type: 'image_url', image_url: { url: part.url, detail: part.detail } },
    ),
  };
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
