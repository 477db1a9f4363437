import { refuse } from './refusals.ts';

export interface BodyLimits {
  /** How long a JSON body may be, in bytes. */
  jsonBytes: number;
  /** How long a form with a file may be, in bytes. */
  uploadBytes: number;
  /** How long a JSON body may take to arrive, in milliseconds. */
  jsonMs: number;
}

/**
 * The request with its body complete, or the refusal of a body that is no JSON, too long or too slow. An upload is
 * passed on as it comes in, so it has to say its length first.
 */
export async function withBody(request: Request, limits: BodyLimits): Promise<Request | Response> {
  if (!request.body) return request;
  const type = request.headers.get('content-type') ?? '';
  const isUpload = /^multipart\/form-data\s*;/i.test(type);
  const maxBytes = isUpload ? limits.uploadBytes : limits.jsonBytes;
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > maxBytes) return tooLong(maxBytes);
  if (isUpload) return length === null ? refuse(411, 'An upload needs a Content-Length.', closing) : request;

  const read = await readAll(request.body, maxBytes, limits.jsonMs);
  if (read === 'too long') return tooLong(maxBytes);
  if (read === 'too slow') return refuse(408, 'The body of your request did not arrive in time.', closing);
  const { method, headers, signal, url } = request;
  if (read.length === 0) return new Request(url, { method, headers, signal });
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return wrongType(type);
  return new Request(url, { method, headers, signal, body: read });
}

/** The rest of the body is not read, so the connection cannot be used again. */
const closing = { headers: { connection: 'close' } };

function tooLong(maxBytes: number): Response {
  return refuse(413, `The body of your request is too long: at most ${maxBytes} bytes are accepted.`, closing);
}

function wrongType(type: string): Response {
  const message = `Unsupported content type: '${type}'. This API method only accepts 'application/json' requests. Please try again with a supported content type.`;
  return refuse(400, message, { code: 'unsupported_content_type' });
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  maxMs: number,
): Promise<Buffer<ArrayBuffer> | 'too long' | 'too slow'> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let [length, isLate] = [0, false];
  const timer = setTimeout(() => {
    isLate = true;
    reader.cancel().catch(() => undefined);
  }, maxMs);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.length;
      if (length <= maxBytes) continue;
      reader.cancel().catch(() => undefined);
      return 'too long';
    }
    return isLate ? 'too slow' : Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}
