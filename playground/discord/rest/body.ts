import { contentType } from '../content-type.ts';
import { refusal } from '../discord-error.ts';
import type { Call } from './route.ts';

/** A body as it came: its JSON, or that of the form. */
export interface RawBody {
  text: string;
  files: Call['files'];
}

/** Reads JSON, or a form with `payload_json` and files. */
export async function readRaw(request: Request): Promise<RawBody> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { text: await request.text(), files: [] };
  const form = await request.formData();
  const files: Call['files'] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') continue;
    const data = new Uint8Array(await value.arrayBuffer());
    files.push({ field, filename: value.name, data, contentType: contentType(value.type, value.name) });
  }
  const payload = form.get('payload_json');
  if (typeof payload === 'string') return { text: payload, files };
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  return { text: JSON.stringify(fields), files };
}

/**
 * Nothing is `{}`.
 * @throws 50109
 */
export function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('invalidJson');
  }
}
