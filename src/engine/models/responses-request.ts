import type OpenAI from 'openai';
import type { ModelItem, ModelMessage, ModelPart, ModelRequest, ModelTool, ModelToolChoice } from './model.ts';

type Params = OpenAI.Responses.ResponseCreateParamsStreaming;
type CodeContainer = OpenAI.Responses.Tool.CodeInterpreter['container'];

/** The least that the Responses API takes as `max_output_tokens`. */
const MIN_OUTPUT_TOKENS = 16;

/** A question as the Responses API takes it: stateless, with its whole conversation. */
export function toParams(request: ModelRequest, defaultModel: string, container: CodeContainer): Params {
  const tools = (request.tools ?? []).map((tool) => toTool(tool, container)).filter((tool) => tool !== undefined);
  const has = (type: string) => tools.some((tool) => tool.type === type);
  const include: Params['include'] = [];
  if (has('code_interpreter')) include.push('code_interpreter_call.outputs');
  if (has('file_search')) include.push('file_search_call.results');
  return {
    model: request.model ?? defaultModel,
    input: request.input.flatMap(toInput),
    stream: true,
    store: false,
    ...(tools.length > 0 && {
      tools,
      ...toToolChoice(request.toolChoice, has),
      ...(request.parallelToolCalls !== undefined && { parallel_tool_calls: request.parallelToolCalls }),
    }),
    ...(include.length > 0 && { include }),
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

/** `undefined` for a search in nothing, which the API refuses. */
function toTool(tool: ModelTool, container: CodeContainer): OpenAI.Responses.Tool | undefined {
  switch (tool.type) {
    case 'function':
      return {
        type: 'function',
        name: tool.name,
        parameters: tool.parameters ?? { type: 'object', properties: {} },
        strict: tool.strict ?? false, // left out, the API would try to be strict
        ...(tool.description !== undefined && { description: tool.description }),
      };
    case 'code_interpreter':
      return { type: 'code_interpreter', container };
    case 'file_search': {
      const { vectorStoreIds, maxResults, ranking } = tool;
      if (vectorStoreIds.length === 0) return undefined;
      return {
        type: 'file_search',
        vector_store_ids: [...vectorStoreIds],
        ...(maxResults !== undefined && { max_num_results: maxResults }),
        // The rankers have other names there; the client's would be refused.
        ...(ranking && { ranking_options: { ranker: 'auto', score_threshold: ranking.scoreThreshold } }),
      };
    }
    case 'web_search':
      return { type: 'web_search' };
    default:
      return tool satisfies never;
  }
}

function toToolChoice(choice: ModelToolChoice | undefined, has: (type: string) => boolean): Partial<Params> {
  if (choice === undefined) return {};
  if (typeof choice === 'string' || choice.type === 'function') return { tool_choice: choice };
  // The types of the client know the tool by its former name only.
  return has(choice.type) ? { tool_choice: { type: choice.type as 'code_interpreter' } } : {};
}

function toInput(item: ModelItem): OpenAI.Responses.ResponseInputItem[] {
  switch (item.type) {
    case 'message':
      return [toMessage(item)];
    case 'function_call':
      return [{ type: 'function_call', call_id: item.callId, name: item.name, arguments: item.arguments }];
    case 'function_output':
      return [{ type: 'function_call_output', call_id: item.callId, output: item.output }];
    case 'side_data':
      return isOurs(item.data) ? [item.data.responsesItem] : [];
    default:
      return item satisfies never;
  }
}

/** What the API gave in an answer and wants to see again, as `side_data` carries it. */
export interface SideData {
  readonly responsesItem: OpenAI.Responses.ResponseInputItem;
}

function isOurs(data: unknown): data is SideData {
  return typeof data === 'object' && data !== null && 'responsesItem' in data;
}

function toMessage({ role, content }: ModelMessage): OpenAI.Responses.EasyInputMessage {
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
