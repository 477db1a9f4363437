import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { ApiError } from '../api-error.ts';

const MAX_FIELDS = 20;
const MAX_FILES = 2;
const MAX_FIELD_BYTES = 1_000;
const MAX_NAME_LENGTH = 255;

interface Upload<Kept> {
  readonly fields: Readonly<Record<string, string>>;
  /** The part named `file`; left out when there was none. */
  readonly file?: { readonly name: string; readonly kept: Kept };
}

/**
 * Reads a multipart form whose file is handed to `keep` as it arrives, since other parts may come before or after it.
 * The platform's own `formData()` would hold the whole file in memory.
 *
 * @throws ApiError when it is not a whole form; with what `keep` rejects with
 */
export async function readUpload<Kept>(
  request: Request,
  keep: (content: Readable) => Promise<Kept>,
): Promise<Upload<Kept>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType) || !request.body) {
    throw new ApiError(400, 'The request must be a multipart/form-data form with a file and its purpose.');
  }
  const fields: Record<string, string> = {};
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  let hasFailed = false;
  failed.catch(() => (hasFailed = true));
  let file: { name: string; content: Readable; keeping: Promise<Kept> } | undefined;

  const parser = new Busboy({
    headers: { 'content-type': contentType },
    limits: { fields: MAX_FIELDS, files: MAX_FILES, fieldSize: MAX_FIELD_BYTES },
    isPartAFile: (field, _, name) => field === 'file' || name !== undefined,
  });
  parser.on('error', () => fail(new ApiError(400, 'The multipart form broke off or could not be read.')));
  parser.on('field', (name, value) => (fields[name] = value));
  parser.on('file', (field, content, name) => {
    content.on('error', () => undefined); // whoever keeps it rejects with it
    if (field !== 'file' || file) return void content.resume();
    const keeping = keep(content);
    keeping.catch(fail);
    file = { name: plainName(name), content, keeping };
  });

  try {
    const parsed = once(parser, 'finish');
    parsed.catch(() => undefined);
    // Read to its end whatever happens: a client that is still sending does not listen yet.
    for await (const chunk of request.body) {
      if (!hasFailed && !parser.write(chunk))
        await Promise.race([once(parser, 'drain'), failed]).catch(() => undefined);
    }
    parser.end();
    await Promise.race([parsed, failed]);
    return file ? { fields, file: { name: file.name, kept: await file.keeping } } : { fields };
  } catch (error) {
    file?.content.destroy(error as Error); // whoever keeps it must not wait for the rest
    await file?.keeping.catch(() => undefined);
    throw error;
  }
}

/** Without folders and control characters, and not longer than file systems allow: names come back in headers. */
function plainName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex
  const end = last.replace(/[\u0000-\u001f\u007f]/g, '').slice(-MAX_NAME_LENGTH);
  return end.replace(/^[\udc00-\udfff]/, '') || 'upload'; // not half of a character
}
