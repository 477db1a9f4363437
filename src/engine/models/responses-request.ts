import type OpenAI from 'openai';
import type { ModelItem, ModelMessage, ModelPart, ModelRequest, ModelTool, ModelToolChoice } from './model.ts';

/** What the Responses API is asked. */
export type ResponsesParams = OpenAI.Responses.ResponseCreateParamsStreaming;

/** An item of an answer that is shown again within the run; only this model knows what is in it. */
export interface ReplayedItem {
  readonly replay: OpenAI.Responses.ResponseInputItem;
}

/** The least that the Responses API takes as `max_output_tokens`. */
const MIN_OUTPUT_TOKENS = 16;
const NO_PARAMETERS = { type: 'object', properties: {} };

/** A question in the words of the Responses API. It keeps nothing there: every request brings its conversation along. */
export function toResponsesParams(request: ModelRequest, model: string): ResponsesParams {
  const { tools = [], toolChoice } = request;
  return {
    model,
    input: request.input.map(toInput),
    stream: true,
    store: false,
    ...(request.instructions !== '' && { instructions: request.instructions }),
    ...(tools.length > 0 && {
      tools: tools.map(toTool),
      ...(toolChoice !== undefined && { tool_choice: toToolChoice(toolChoice) }),
      ...(request.parallelToolCalls !== undefined && { parallel_tool_calls: request.parallelToolCalls }),
    }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(request.maxOutputTokens !== undefined && {
      max_output_tokens: Math.max(request.maxOutputTokens, MIN_OUTPUT_TOKENS),
    }),
    ...(request.responseFormat && { text: { format: toFormat(request.responseFormat) } }),
    ...(request.reasoningEffort && { reasoning: { effort: request.reasoningEffort } }),
  };
}

/** Without ids of items: with `store: false` the server would look for what it has not kept. */
function toInput(item: ModelItem): OpenAI.Responses.ResponseInputItem {
  switch (item.type) {
    case 'message':
      return toMessage(item);
    case 'function_call':
      return { type: 'function_call', call_id: item.callId, name: item.name, arguments: item.arguments };
    case 'function_output':
      return { type: 'function_call_output', call_id: item.callId, output: item.output };
    case 'side_data':
      return (item.data as ReplayedItem).replay; // written by this model, in this run
    default:
      return item satisfies never;
  }
}

function toMessage({ role, content }: ModelMessage): OpenAI.Responses.EasyInputMessage {
  // What an assistant has said is plain text here; only users show images.
  if (role === 'assistant')
    return { role, content: content.map((part) => (part.type === 'text' ? part.text : '')).join('') };
  return { role, content: content.map(toInputContent) };
}

function toInputContent(part: ModelPart): OpenAI.Responses.ResponseInputContent {
  if (part.type === 'text') return { type: 'input_text', text: part.text };
  const source = part.type === 'image' ? { image_url: part.url } : { file_id: part.fileId };
  return { type: 'input_image', detail: part.detail, ...source };
}

function toTool(tool: ModelTool): OpenAI.Responses.Tool {
  switch (tool.type) {
    case 'function': {
      const { type, name, description, parameters = NO_PARAMETERS, strict = false } = tool;
      return { type, name, parameters, strict, ...(description !== undefined && { description }) };
    }
    case 'code_interpreter':
      return { type: 'code_interpreter', container: { type: 'auto', file_ids: [...tool.fileIds] } };
    case 'file_search': {
      const { maxResults, ranking } = tool;
      return {
        type: 'file_search',
        vector_store_ids: [...tool.vectorStoreIds],
        ...(maxResults !== undefined && { max_num_results: maxResults }),
        ...(ranking && {
          ranking_options: {
            score_threshold: ranking.scoreThreshold,
            ...(ranking.ranker !== undefined && { ranker: ranking.ranker as 'auto' }),
          },
        }),
      };
    }
    case 'web_search':
      return { type: 'web_search' };
    default:
      return tool satisfies never;
  }
}

function toToolChoice(choice: ModelToolChoice): NonNullable<ResponsesParams['tool_choice']> {
  if (typeof choice === 'string') return choice;
  if (choice.type === 'function') return { type: 'function', name: choice.name };
  return { type: choice.type as 'file_search' };
}

function toFormat(format: NonNullable<ModelRequest['responseFormat']>): OpenAI.Responses.ResponseFormatTextConfig {
  if (format.type !== 'json_schema') return format;
  const { schema = {}, ...rest } = format.json_schema;
  return { type: 'json_schema', schema, ...rest };
}
