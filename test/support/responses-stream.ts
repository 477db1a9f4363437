// The events of the Responses API's stream, as its documentation has them: pieces for `sending`.

type Json = Record<string, unknown>;

interface Cited {
  /** Behind which piece of the text the event comes. */
  readonly after: number;
  readonly annotation: Json;
}

/** A message in pieces, with annotations in between, which its last event repeats. */
export function messageEvents(place: number, pieces: readonly string[], cited: readonly Cited[] = []): Json[] {
  const id = `msg_${place}`;
  const where = { item_id: id, output_index: place, content_index: 0 };
  const added = (after: number) =>
    cited
      .filter((each) => each.after === after)
      .map(({ annotation }) => ({
        type: 'response.output_text.annotation.added',
        ...where,
        annotation,
        annotation_index: 0,
      }));
  const annotations = cited.map(({ annotation }) => annotation);
  const content = [{ type: 'output_text', text: pieces.join(''), annotations, logprobs: [] }];
  return [
    itemAdded(place, { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] }),
    { type: 'response.content_part.added', ...where, part: { type: 'output_text', text: '', annotations: [] } },
    ...pieces.flatMap((delta, index) => [{ type: 'response.output_text.delta', ...where, delta }, ...added(index)]),
    { type: 'response.output_text.done', ...where, text: pieces.join('') },
    itemDone(place, { id, type: 'message', role: 'assistant', status: 'completed', content }),
  ];
}

/** Code that is written in pieces and run. */
export function codeEvents(place: number, pieces: readonly string[], outputs: readonly Json[], container = 'cntr_1') {
  const call = { id: `ci_${place}`, type: 'code_interpreter_call', container_id: container };
  const where = { item_id: call.id, output_index: place };
  return [
    itemAdded(place, { ...call, status: 'in_progress', code: '', outputs: null }),
    { type: 'response.code_interpreter_call.in_progress', ...where },
    ...pieces.map((delta) => ({ type: 'response.code_interpreter_call_code.delta', ...where, delta })),
    { type: 'response.code_interpreter_call_code.done', ...where, code: pieces.join('') },
    { type: 'response.code_interpreter_call.interpreting', ...where },
    { type: 'response.code_interpreter_call.completed', ...where },
    itemDone(place, { ...call, status: 'completed', code: pieces.join(''), outputs }),
  ];
}

/** A search in files. */
export function searchEvents(place: number, results: readonly Json[]): Json[] {
  const call = { id: `fs_${place}`, type: 'file_search_call', queries: ['what?'] };
  const where = { item_id: call.id, output_index: place };
  return [
    itemAdded(place, { ...call, status: 'in_progress', results: null }),
    { type: 'response.file_search_call.searching', ...where },
    { type: 'response.file_search_call.completed', ...where },
    itemDone(place, { ...call, status: 'completed', results }),
  ];
}

/** A thought and then the call of a function. */
export function functionEvents(place: number, callId: string, name: string, pieces: readonly string[]): Json[] {
  const call = { id: `fc_${place}`, type: 'function_call', call_id: callId, name };
  const where = { item_id: call.id, output_index: place };
  return [
    itemAdded(place, { ...call, status: 'in_progress', arguments: '' }),
    ...pieces.map((delta) => ({ type: 'response.function_call_arguments.delta', ...where, delta })),
    itemDone(place, { ...call, status: 'completed', arguments: pieces.join('') }),
  ];
}

/** An item that has no pieces. */
export function itemDone(place: number, item: Json): Json {
  return { type: 'response.output_item.done', output_index: place, item };
}

/** The end of a response. */
export function completedEvent(): Json {
  const usage = {
    input_tokens: 11,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 18,
  };
  return { type: 'response.completed', response: { id: 'resp_1', status: 'completed', usage, output: [] } };
}

function itemAdded(place: number, item: Json): Json {
  return { type: 'response.output_item.added', output_index: place, item };
}
