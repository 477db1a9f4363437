// Code written for the first version of the API, or never strict about it, is met kindly unless the engine is strict.

type Json = Record<string, unknown>;

/** The body of a request as this version has it, whatever version it was written for. */
export function modernized(body: unknown): unknown {
  if (!isObject(body)) return body;
  const result: Json = { ...body };
  if ('metadata' in body) result['metadata'] = withTexts(body['metadata']);
  if (Array.isArray(body['tools'])) result['tools'] = body['tools'].map(modernTool);
  for (const name of ['messages', 'additional_messages']) {
    if (Array.isArray(body[name])) result[name] = body[name].map(modernized);
  }
  if ('thread' in body) result['thread'] = modernized(body['thread']);
  if (Array.isArray(body['tool_outputs'])) result['tool_outputs'] = body['tool_outputs'].map(withTextOutput);
  return withFiles(result);
}

/** Metadata with texts where it has numbers or booleans. */
function withTexts(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata;
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, isPlain(value) ? `${value}` : value]));
}

function modernTool(tool: unknown): unknown {
  return isObject(tool) && tool['type'] === 'retrieval' ? { type: 'file_search' } : tool;
}

function withTextOutput(output: unknown): unknown {
  if (!isObject(output) || typeof output['output'] === 'string') return output;
  const { output: given, ...rest } = output;
  return { ...rest, output: given === undefined || given === null ? '' : JSON.stringify(given) };
}

/** `file_ids` where files are now: attachments of a message, resources of an assistant's tools. */
function withFiles({ file_ids: fileIds, ...body }: Json): Json {
  if (!Array.isArray(fileIds) || fileIds.length === 0) return body;
  if ('role' in body) {
    if (body['attachments']) return body;
    const tools = [{ type: 'code_interpreter' }, { type: 'file_search' }];
    return { ...body, attachments: fileIds.map((file_id: unknown) => ({ file_id, tools })) };
  }
  const tools: unknown[] = Array.isArray(body['tools']) ? body['tools'] : [];
  const has = (type: string) => tools.some((tool) => isObject(tool) && tool['type'] === type);
  const given = isObject(body['tool_resources']) ? body['tool_resources'] : {};
  const tool_resources = {
    ...(has('code_interpreter') && { code_interpreter: { file_ids: fileIds } }),
    ...(has('file_search') && { file_search: { vector_stores: [{ file_ids: fileIds }] } }),
    ...given,
  };
  return { ...body, tool_resources };
}

function isPlain(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
