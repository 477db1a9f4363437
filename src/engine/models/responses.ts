import type OpenAI from 'openai';
import {
  ModelError,
  type Model,
  type ModelEvent,
  type ModelMessage,
  type ModelPart,
  type ModelRequest,
} from './model.ts';
import { createOpenAIClient, toCode, type OpenAIModelOptions } from './openai-client.ts';

type Params = OpenAI.Responses.ResponseCreateParamsStreaming;

/** The least that the Responses API takes as `max_output_tokens`. */
const MIN_OUTPUT_TOKENS = 16;

export interface ResponsesModelOptions extends OpenAIModelOptions {
  /** The model of requests that name none. */
  defaultModel: string;
}

/** Models behind OpenAI's Responses API. It keeps nothing there: every request brings its conversation along. */
export function createResponsesModel({ defaultModel, ...options }: ResponsesModelOptions): Model {
  const { client, listen } = createOpenAIClient(options);

  return {
    async *answer(request, signal) {
      const params = toParams(request, defaultModel);
      let hasText = false;
      let isNewMessage = false;
      for await (const event of listen((either) => client.responses.create(params, { signal: either }), signal)) {
        switch (event.type) {
          case 'response.output_item.added':
            isNewMessage ||= event.item.type === 'message';
            break;
          case 'response.output_text.delta':
          case 'response.refusal.delta': {
            const separator = isNewMessage && hasText ? '\n\n' : '';
            yield { type: 'text', text: separator + event.delta };
            [hasText, isNewMessage] = [true, false];
            break;
          }
          case 'response.completed':
          case 'response.incomplete':
            yield finished(event.response);
            return;
          case 'response.failed': {
            const { code, message } = event.response.error ?? { code: undefined, message: 'no reason given' };
            throw new ModelError(toCode(undefined, code, message), `The model provider failed: ${message}`);
          }
          case 'error':
            throw new ModelError(
              toCode(undefined, event.code, event.message),
              `The model provider failed: ${event.message}`,
            );
          default: // what it does besides speaking
        }
      }
      throw new ModelError('server_error', 'The answer of the model provider broke off.');
    },
  };
}

function toParams(request: ModelRequest, defaultModel: string): Params {
  return {
    model: request.model ?? defaultModel,
    input: request.input.filter((item) => item.type === 'message').map(toInput),
    stream: true,
    store: false,
    ...(request.instructions !== '' && { instructions: request.instructions }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(request.maxOutputTokens !== undefined && {
      max_output_tokens: Math.max(request.maxOutputTokens, MIN_OUTPUT_TOKENS),
    }),
    ...(request.responseFormat && { text: { format: toFormat(request.responseFormat) } }),
    ...(request.reasoningEffort && { reasoning: { effort: request.reasoningEffort } }),
  };
}

function toInput({ role, content }: ModelMessage): OpenAI.Responses.EasyInputMessage {
  // What an assistant has said is plain text here; only users show images.
  if (role === 'assistant')
    return { role, content: content.map((part) => (part.type === 'text' ? part.text : '')).join('') };
  return { role, content: content.map(toInputContent) };
}

function toInputContent(part: ModelPart): OpenAI.Responses.ResponseInputContent {
  if (part.type === 'text') return { type: 'input_text', text: part.text };
  const { detail } = part;
  return {
    type: 'input_image',
    detail,
    ...(part.type === 'image' ? { image_url: part.url } : { file_id: part.fileId }),
  };
}

function toFormat(format: NonNullable<ModelRequest['responseFormat']>): OpenAI.Responses.ResponseFormatTextConfig {
  if (format.type !== 'json_schema') return format;
  const { schema = {}, ...rest } = format.json_schema;
  return { type: 'json_schema', schema, ...rest };
}

function finished({ status, incomplete_details, usage }: OpenAI.Responses.Response): ModelEvent {
  const cut = incomplete_details?.reason === 'content_filter' ? 'content_filter' : 'length';
  return {
    type: 'finished',
    reason: status === 'incomplete' ? cut : 'stop',
    ...(usage && {
      usage: {
        promptTokens: usage.input_tokens,
        completionTokens: usage.output_tokens,
        cachedTokens: usage.input_tokens_details?.cached_tokens ?? 0,
        reasoningTokens: usage.output_tokens_details?.reasoning_tokens ?? 0,
      },
    }),
  };
}
