import { contentType } from '../content-type.ts';
import { refusal } from '../discord-error.ts';
import type { Call } from './route.ts';

/** Reads JSON, or a form with `payload_json` and files; nothing is `{}`. */
export async function parseBody(request: Request): Promise<Pick<Call, 'body' | 'files'>> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: parseJson(await request.text()), files: [] };
  const form = await request.formData();
  const files: Call['files'] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') continue;
    const data = new Uint8Array(await value.arrayBuffer());
    files.push({ field, filename: value.name, data, contentType: contentType(value.type, value.name) });
  }
  const payload = form.get('payload_json');
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  return { body: typeof payload === 'string' ? parseJson(payload) : fields, files };
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('invalidJson');
  }
}
