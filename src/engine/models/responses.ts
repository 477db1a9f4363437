import type OpenAI from 'openai';
import { ModelError, type Model, type ModelEvent } from './model.ts';
import { createOpenAIClient, isTooLong, toCode, type OpenAIModelOptions } from './openai-client.ts';
import { toResponsesParams, type ReplayedItem } from './responses-request.ts';

type Event = OpenAI.Responses.ResponseStreamEvent;

export interface ResponsesModelOptions extends OpenAIModelOptions {
  /** The model of requests that name none. */
  defaultModel: string;
}

/** Models behind OpenAI's Responses API. */
export function createResponsesModel({ defaultModel, ...options }: ResponsesModelOptions): Model {
  const { client, listen, nameOf } = createOpenAIClient(options);

  return {
    async *answer(request, signal) {
      const params = toResponsesParams(request, nameOf(request.model ?? defaultModel));
      const translate = createTranslation();
      for await (const event of listen((either) => client.responses.create(params, { signal: either }), signal)) {
        for (const translated of translate(event)) {
          yield translated;
          if (translated.type === 'finished') return;
        }
      }
      throw new ModelError('server_error', 'The answer of the model provider broke off.', {
        isTransient: true,
      });
    },
  };
}

/** Says one answer's events in the words of the port. @throws ModelError for those that end it badly */
function createTranslation() {
  /** The calls of functions by their place in the answer: the index that the port counts by. */
  const functions = new Map<number, { index: number; hasArguments: boolean }>();

  return function* translate(event: Event): Generator<ModelEvent> {
    switch (event.type) {
      case 'response.output_item.added':
        if (event.item.type === 'message') yield { type: 'message_begin' };
        if (event.item.type === 'function_call') {
          const index = functions.size;
          functions.set(event.output_index, { index, hasArguments: false });
          yield { type: 'function_begin', index, callId: event.item.call_id, name: event.item.name };
        }
        break;
      case 'response.output_text.delta':
        yield { type: 'text', text: event.delta };
        break;
      case 'response.refusal.delta':
        yield { type: 'refusal', text: event.delta };
        break;
      case 'response.function_call_arguments.delta': {
        const call = functions.get(event.output_index);
        if (!call) break;
        call.hasArguments = true;
        yield { type: 'function_arguments', index: call.index, text: event.delta };
        break;
      }
      case 'response.output_item.done':
        yield* done(event.item, event.output_index);
        break;
      case 'response.completed':
      case 'response.incomplete':
        yield finished(event.response, functions.size > 0);
        break;
      case 'response.failed': {
        const { code, message } = event.response.error ?? { code: undefined, message: 'no reason given' };
        throw failure(code, message);
      }
      case 'error':
        throw failure(event.code, event.message);
      default: // what it does besides speaking
    }
  };

  function* done(item: OpenAI.Responses.ResponseOutputItem, outputIndex: number): Generator<ModelEvent> {
    if (item.type === 'message') yield { type: 'message_end' };
    if (item.type === 'function_call') {
      const call = functions.get(outputIndex);
      if (!call) return;
      const { index, hasArguments } = call;
      if (!hasArguments && item.arguments) yield { type: 'function_arguments', index, text: item.arguments };
      yield { type: 'function_end', index };
    }
    if (item.type === 'reasoning' && item.encrypted_content) {
      const { type, summary, encrypted_content } = item;
      // Without its id: the server has not kept it. The type wants one all the same.
      const replay = { type, summary, encrypted_content } as OpenAI.Responses.ResponseReasoningItem;
      yield { type: 'side_data', data: { replay } satisfies ReplayedItem };
    }
  }
}

function failure(code: string | null | undefined, message: string): ModelError {
  return new ModelError(toCode(undefined, code, message), `The model provider failed: ${message}`, {
    isTooLong: isTooLong(code, message),
  });
}

function finished(response: OpenAI.Responses.Response, hasCalls: boolean): ModelEvent {
  const { status, incomplete_details, usage } = response;
  const cut = incomplete_details?.reason === 'content_filter' ? 'content_filter' : 'length';
  return {
    type: 'finished',
    reason: status === 'incomplete' ? cut : hasCalls ? 'tool_calls' : 'stop',
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
