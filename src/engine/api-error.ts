interface ApiErrorDetails {
  code?: string;
  param?: string;
}

/** An answer of the API that says no, with the text, code and parameter that OpenAI's server would give. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: 400 | 404;
  readonly code: string | null;
  readonly param: string | null;

  constructor(status: 400 | 404, message: string, { code, param }: ApiErrorDetails = {}) {
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

/** The refusal for an object that is not there. */
export function notFound(kind: 'assistant' | 'thread' | 'message' | 'run' | 'run step', id: string): ApiError {
  return new ApiError(404, `No ${kind} found with id '${id}'.`);
}
