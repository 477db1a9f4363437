interface ApiErrorDetails {
  code?: string;
  param?: string;
}

type ApiStatus = 400 | 404 | 413 | 501 | 502;

/** An answer of the API that says no, with the text, code and parameter that OpenAI's server would give. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: ApiStatus;
  readonly code: string | null;
  readonly param: string | null;

  constructor(status: ApiStatus, message: string, { code, param }: ApiErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code ?? null;
    this.param = param ?? null;
  }
}

/** The body of every refusal. */
export function errorBody({ message, code, param }: Pick<ApiError, 'message' | 'code' | 'param'>) {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

type NotFoundKind = 'assistant' | 'thread' | 'message' | 'run' | 'run step' | 'file' | 'vector store' | 'file batch';

/** The refusal for an object that is not there. */
export function notFound(kind: NotFoundKind, id: string): ApiError {
  if (kind === 'file') return new ApiError(404, `No such File object: ${id}`);
  return new ApiError(404, `No ${kind} found with id '${id}'.`);
}
