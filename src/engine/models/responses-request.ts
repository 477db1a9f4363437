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

/** Where code runs: in a container that is there already, or in a new one. */
export type CodeContainer = OpenAI.Responses.Tool.CodeInterpreter['container'];

/** A question in the words of the Responses API. It keeps nothing there: every request brings its conversation along. */
export function toResponsesParams(request: ModelRequest, model: string, container: CodeContainer): ResponsesParams {
  const tools = (request.tools ?? []).flatMap((tool) => toTool(tool, container));
  const has = (type: string) => tools.some((tool) => tool.type === type);
  const include: ResponsesParams['include'] = [];
  if (has('code_interpreter')) include.push('code_interpreter_call.outputs');
  if (has('file_search')) include.push('file_search_call.results');
  return {
    model,
    input: request.input.map(toInput),
    stream: true,
    store: false,
    ...(request.instructions !== '' && { instructions: request.instructions }),
    ...(tools.length > 0 && {
      tools,
      ...toToolChoice(request.toolChoice, has),
      ...(request.parallelToolCalls !== undefined && { parallel_tool_calls: request.parallelToolCalls }),
    }),
    ...(include.length > 0 && { include }),
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

/** None for a search in nothing, which the API refuses. */
function toTool(tool: ModelTool, container: CodeContainer): OpenAI.Responses.Tool[] {
  switch (tool.type) {
    case 'function': {
      const { type, name, description, parameters = NO_PARAMETERS, strict = false } = tool;
      return [{ type, name, parameters, strict, ...(description !== undefined && { description }) }];
    }
    case 'code_interpreter':
      return [{ type: 'code_interpreter', container }];
    case 'file_search': {
      const { vectorStoreIds, maxResults, ranking } = tool;
      if (vectorStoreIds.length === 0) return [];
      return [
        {
          type: 'file_search',
          vector_store_ids: [...vectorStoreIds],
          ...(maxResults !== undefined && { max_num_results: maxResults }),
          // The rankers have other names there: the client's would be refused.
          ...(ranking && { ranking_options: { ranker: 'auto', score_threshold: ranking.scoreThreshold } }),
        },
      ];
    }
    case 'web_search':
      return [{ type: 'web_search' }];
    default:
      return tool satisfies never;
  }
}

function toToolChoice(
  choice: ModelToolChoice | undefined,
  has: (type: string) => boolean,
): Pick<ResponsesParams, 'tool_choice'> {
  if (choice === undefined) return {};
  if (typeof choice === 'string' || choice.type === 'function') return { tool_choice: choice };
  // The types of the client know only the former name of the search in the web.
  return has(choice.type) ? { tool_choice: { type: choice.type as 'file_search' } } : {};
}

function toFormat(format: NonNullable<ModelRequest['responseFormat']>): OpenAI.Responses.ResponseFormatTextConfig {
  if (format.type !== 'json_schema') return format;
  const { schema = {}, ...rest } = format.json_schema;
  return { type: 'json_schema', schema, ...rest };
}
