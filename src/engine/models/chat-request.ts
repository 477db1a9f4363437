import type OpenAI from 'openai';
import type { ModelItem, ModelMessage, ModelRequest, ModelToolChoice } from './model.ts';

/** What a chat server is asked. */
export type ChatParams = OpenAI.ChatCompletionCreateParamsStreaming;
type Message = OpenAI.ChatCompletionMessageParam;

const NO_PARAMETERS = { type: 'object', properties: {} };

/** A question in the words of `/chat/completions`. */
export function toChatParams(
  request: ModelRequest,
  model: string,
  limitName: 'max_completion_tokens' | 'max_tokens',
): ChatParams {
  const { instructions, input, maxOutputTokens, tools = [], toolChoice } = request;
  const functions = tools.filter((tool) => tool.type === 'function');
  return {
    model,
    messages: [
      ...(instructions === '' ? [] : [{ role: 'system' as const, content: instructions }]),
      ...toMessages(input),
    ],
    stream: true,
    stream_options: { include_usage: true },
    ...(functions.length > 0 && {
      tools: functions.map(({ type, name, description, parameters = NO_PARAMETERS, strict }) => ({
        type,
        function: {
          name,
          parameters,
          ...(description !== undefined && { description }),
          ...(strict !== undefined && { strict }),
        },
      })),
      ...(toolChoice !== undefined && { tool_choice: toToolChoice(toolChoice) }),
      ...(request.parallelToolCalls === false && { parallel_tool_calls: false }),
    }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(maxOutputTokens !== undefined && { [limitName]: maxOutputTokens }),
    ...(request.responseFormat && { response_format: request.responseFormat }),
    ...(request.reasoningEffort && { reasoning_effort: request.reasoningEffort }),
  };
}

function toToolChoice(choice: ModelToolChoice): OpenAI.ChatCompletionToolChoiceOption {
  if (typeof choice === 'string') return choice;
  return choice.type === 'function' ? { type: 'function', function: { name: choice.name } } : 'auto';
}

/** Many chat templates insist on user and assistant speaking in turn, and on outputs right behind their calls. */
function toMessages(items: readonly ModelItem[]): Message[] {
  const messages: Message[] = [];
  let said: ModelMessage | undefined;
  const flush = () => {
    if (said) messages.push(toMessage(said));
    said = undefined;
  };
  for (const item of items) {
    switch (item.type) {
      case 'message':
        if (said?.role === item.role) said = { ...said, content: [...said.content, ...item.content] };
        else {
          flush();
          said = item;
        }
        break;
      case 'function_call': {
        flush();
        const { callId: id, name, arguments: given } = item;
        const call = { id, type: 'function' as const, function: { name, arguments: given } };
        const last = messages.at(-1);
        if (last?.role === 'assistant') {
          messages[messages.length - 1] = { ...last, tool_calls: [...(last.tool_calls ?? []), call] };
        } else messages.push({ role: 'assistant', content: null, tool_calls: [call] });
        break;
      }
      case 'function_output':
        flush();
        messages.push({ role: 'tool', tool_call_id: item.callId, content: item.output });
        break;
      case 'side_data': // a chat server gives none
        break;
      default:
        item satisfies never;
    }
  }
  flush();
  return messages;
}

function toMessage({ role, content }: ModelMessage): Message {
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
