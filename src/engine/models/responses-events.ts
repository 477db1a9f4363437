import type OpenAI from 'openai';
import { createCitedText, type CitedText } from './cited-text.ts';
import { ModelError, type CodeOutput, type ModelEvent, type ModelTool } from './model.ts';
import { isTooLong, toCode } from './openai-client.ts';
import type { ReplayedItem } from './responses-request.ts';

type StreamEvent = OpenAI.Responses.ResponseStreamEvent;
type OutputItem = OpenAI.Responses.ResponseOutputItem;
type CodeCall = OpenAI.Responses.ResponseCodeInterpreterToolCall;
type Annotation = OpenAI.Responses.ResponseOutputText['annotations'][number];
type ContainerFile = Extract<Annotation, { type: 'container_file_citation' }>;

interface TranslationOptions {
  tools: readonly ModelTool[];
  /** Copies a file that code has made; answers its id here and whether it is a picture. */
  copyFile: (file: ContainerFile) => Promise<{ id: string; isPicture: boolean } | undefined>;
  copyPicture: (url: string, name: string) => Promise<string | undefined>;
  onContainer: (id: string) => void;
}

/** The events of a response as the model port says them. @throws ModelError */
export async function* toModelEvents(
  events: AsyncIterable<StreamEvent>,
  options: TranslationOptions,
): AsyncGenerator<ModelEvent> {
  /** What has been passed on of each output item, by its place in the response. */
  const functions = new Map<number, { index: number; hasArguments: boolean }>();
  const codes = new Map<number, { callId: string; hasInput: boolean }>();
  let message: { place: number; text: CitedText; contentIndex: number; seen: Set<string>; refusal: string } | undefined;
  /** Pictures that code has shown, which stand before the text of the next message. */
  let pictures: string[] = [];
  let hasShownPictures = false;

  function* closeMessage(): Generator<ModelEvent> {
    if (!message) return;
    yield* message.text.end();
    yield { type: 'message_end' };
    message = undefined;
  }

  function* openMessage(place: number, contentIndex = 0): Generator<ModelEvent> {
    if (message?.place !== place) {
      yield* closeMessage();
      yield { type: 'message_begin' };
      message = { place, text: createCitedText(place), contentIndex, seen: new Set(), refusal: '' };
      for (const fileId of pictures) yield { type: 'image_file', fileId };
      pictures = [];
    }
    if (message.contentIndex !== contentIndex) {
      yield* message.text.end();
      message.contentIndex = contentIndex;
    }
  }

  function* annotate(place: number, contentIndex: number, annotation: Annotation): Generator<ModelEvent> {
    if (annotation.type !== 'file_citation') return; // files of containers are copied when the message is whole
    yield* openMessage(place, contentIndex);
    const key = `${contentIndex}/${annotation.index}/${annotation.file_id}`;
    if (!message || message.seen.has(key)) return;
    message.seen.add(key);
    const { index, file_id: fileId, filename } = annotation;
    yield* message.text.cite({ index, fileId, filename });
  }

  async function* endMessage(item: OpenAI.Responses.ResponseOutputMessage, place: number): AsyncGenerator<ModelEvent> {
    yield* openMessage(place);
    const files: ContainerFile[] = [];
    for (const [contentIndex, part] of item.content.entries()) {
      if (part.type === 'refusal') {
        if (message?.refusal === '' && part.refusal !== '') yield { type: 'refusal', text: part.refusal };
        continue;
      }
      if (message?.text.text() === '') yield* message.text.add(part.text); // a server that sends no pieces
      for (const annotation of part.annotations ?? []) {
        yield* annotate(place, contentIndex, annotation);
        if (annotation.type === 'container_file_citation') files.push(annotation);
      }
    }
    if (!message) return;
    yield* message.text.end();
    const shown: string[] = [];
    for (const file of unique(files)) yield* nameFile(file, message.text, (pictureId) => shown.push(pictureId));
    for (const fileId of shown) yield { type: 'image_file', fileId }; // last: a picture ends the text before it
    yield* closeMessage();
  }

  /** A file that code has made: where the text names it, or named at its end; a picture without a name is shown. */
  async function* nameFile(
    file: ContainerFile,
    cited: CitedText,
    show: (pictureId: string) => void,
  ): AsyncGenerator<ModelEvent> {
    const copy = await options.copyFile(file);
    if (!copy) return;
    const path = `sandbox:/mnt/data/${file.filename}`;
    // Not where a longer name begins with it.
    let start = cited.text().search(new RegExp(`${RegExp.escape(path)}(?![\\w-]|\\.\\w)`, 'u'));
    if (start === -1 && copy.isPicture) {
      if (!hasShownPictures) show(copy.id);
      return;
    }
    if (start === -1) {
      yield* cited.say(cited.text() === '' ? path : `\n\n${path}`);
      start = cited.text().length - path.length;
    }
    yield {
      type: 'annotation',
      annotation: { type: 'file_path', text: path, start, end: start + path.length, fileId: copy.id },
    };
  }

  async function* endCode(item: CodeCall, place: number): AsyncGenerator<ModelEvent> {
    const { callId, hasInput } = codes.get(place) ?? { callId: item.id, hasInput: false };
    if (!codes.has(place)) yield { type: 'code_begin', callId };
    if (!hasInput && item.code) yield { type: 'code_input', callId, text: item.code };
    const outputs: CodeOutput[] = [];
    for (const [index, output] of (item.outputs ?? []).entries()) {
      if (output.type === 'logs') {
        outputs.push({ type: 'logs', logs: output.logs });
        continue;
      }
      const fileId = await options.copyPicture(output.url, `image-${place}-${index}.png`);
      if (fileId === undefined) continue;
      outputs.push({ type: 'image', fileId });
      pictures.push(fileId);
      hasShownPictures = true;
    }
    options.onContainer(item.container_id);
    yield { type: 'code_end', callId, outputs };
    const logs = (item.outputs ?? []).filter(({ type }) => type === 'logs');
    yield sideData({ ...item, outputs: logs });
  }

  function* endFunction(item: OpenAI.Responses.ResponseFunctionToolCall, place: number): Generator<ModelEvent> {
    const { index, hasArguments } = functions.get(place) ?? { index: functions.size, hasArguments: false };
    if (!functions.has(place)) yield* beginFunction(item, place);
    if (!hasArguments && item.arguments !== '') yield { type: 'function_arguments', index, text: item.arguments };
    yield { type: 'function_end', index };
  }

  function* beginFunction(item: OpenAI.Responses.ResponseFunctionToolCall, place: number): Generator<ModelEvent> {
    const index = functions.size;
    functions.set(place, { index, hasArguments: false });
    yield { type: 'function_begin', index, callId: item.call_id, name: item.name };
  }

  async function* endItem(item: OutputItem, place: number): AsyncGenerator<ModelEvent> {
    switch (item.type) {
      case 'message':
        return yield* endMessage(item, place);
      case 'function_call':
        return yield* endFunction(item, place);
      case 'code_interpreter_call':
        return yield* endCode(item, place);
      case 'file_search_call':
        yield toFileSearch(item, options.tools);
        return yield sideData(item);
      case 'web_search_call':
        return yield sideData(item);
      case 'reasoning': {
        // Without its encrypted content, or with its id, the API would look for it among what it has stored: nothing.
        const { type, summary, encrypted_content } = item;
        if (encrypted_content) yield sideData({ type, summary, encrypted_content } as typeof item);
        return;
      }
      default: // nothing that the Assistants API could show
    }
  }

  for await (const event of events) {
    switch (event.type) {
      case 'response.output_item.added':
        if (event.item.type === 'message') {
          yield* closeMessage();
          yield* openMessage(event.output_index);
        }
        if (event.item.type === 'function_call') yield* beginFunction(event.item, event.output_index);
        if (event.item.type === 'code_interpreter_call') {
          codes.set(event.output_index, { callId: event.item.id, hasInput: false });
          yield { type: 'code_begin', callId: event.item.id };
        }
        break;
      case 'response.output_text.delta':
        yield* openMessage(event.output_index, event.content_index);
        if (message) yield* message.text.add(event.delta);
        break;
      case 'response.refusal.delta':
        yield* openMessage(event.output_index, event.content_index);
        if (message) message.refusal += event.delta;
        yield { type: 'refusal', text: event.delta };
        break;
      case 'response.output_text.annotation.added':
        if (event.annotation) yield* annotate(event.output_index, event.content_index, event.annotation);
        break;
      case 'response.function_call_arguments.delta': {
        const call = functions.get(event.output_index);
        if (!call) break;
        call.hasArguments = true;
        yield { type: 'function_arguments', index: call.index, text: event.delta };
        break;
      }
      case 'response.code_interpreter_call_code.delta': {
        const code = codes.get(event.output_index);
        if (!code) break;
        code.hasInput = true;
        yield { type: 'code_input', callId: code.callId, text: event.delta };
        break;
      }
      case 'response.output_item.done':
        yield* endItem(event.item, event.output_index);
        break;
      case 'response.completed':
      case 'response.incomplete':
        if (message) yield* message.text.end();
        if (pictures.length > 0) yield* openMessage(-1); // shown, but nothing was said about them
        yield finished(event.response, functions.size > 0);
        return;
      case 'response.failed': {
        const { code, message: text } = event.response.error ?? { code: undefined, message: 'no reason given' };
        throw failure(code, text);
      }
      case 'error':
        throw failure(event.code, event.message);
      default: // what it does besides speaking
    }
  }
  throw new ModelError('server_error', 'The answer of the model provider broke off.', { isTransient: true });
}

function sideData(replay: ReplayedItem['replay']): ModelEvent {
  return { type: 'side_data', data: { replay } satisfies ReplayedItem };
}

function failure(code: string | null | undefined, message: string): ModelError {
  return new ModelError(toCode(undefined, code, message), `The model provider failed: ${message}`, {
    isTooLong: isTooLong(code, message),
  });
}

function unique(files: readonly ContainerFile[]): ContainerFile[] {
  return [...new Map(files.map((file) => [file.file_id, file])).values()];
}

function toFileSearch(
  { id, results }: OpenAI.Responses.ResponseFileSearchToolCall,
  tools: readonly ModelTool[],
): ModelEvent {
  const ranking = tools.find((tool) => tool.type === 'file_search')?.ranking;
  return {
    type: 'file_search',
    callId: id,
    ...(ranking && { ranking }),
    results: (results ?? []).map(({ file_id: fileId = '', filename = '', score = 0, text }) => ({
      fileId,
      fileName: filename,
      score,
      content: text === undefined ? [] : [text],
    })),
  };
}

function finished({ incomplete_details, usage, status }: OpenAI.Responses.Response, hasCalls: boolean): ModelEvent {
  const cut = incomplete_details?.reason;
  if (status === 'incomplete' && cut !== undefined && cut !== 'max_output_tokens' && cut !== 'content_filter') {
    throw new ModelError('server_error', `The model provider stopped early (${cut}).`);
  }
  const whole = hasCalls ? 'tool_calls' : 'stop';
  return {
    type: 'finished',
    reason: status !== 'incomplete' ? whole : cut === 'content_filter' ? 'content_filter' : 'length',
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
