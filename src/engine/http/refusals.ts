import { errorBody } from '../api-error.ts';

interface RefusalDetails {
  code?: string;
  headers?: Record<string, string>;
}

/** An answer that says no before the engine has seen the request, in the shape that OpenAI's clients read. */
export function refuse(status: number, message: string, { code, headers = {} }: RefusalDetails = {}): Response {
  return Response.json(errorBody({ message, code: code ?? null, param: null }), { status, headers });
}
