import { type ProviderFiles, startProviderFiles } from './provider-files.ts';

/** A provider that keeps files and vector stores, as OpenAI does: what was made is there until it is deleted. */
export async function startKeepingProvider() {
  const provider = await startProviderFiles();
  const files = new Map<string, { name: string; purpose: string }>();
  const vectorStores = new Map<string, readonly string[]>();
  let count = 0;

  provider.on('POST /files', ({ body }) => {
    const id = `file-${(count += 1)}`;
    const [, name = ''] = /filename="([^"]+)"/.exec(body) ?? [];
    const [, purpose = ''] = /name="purpose"\r\n\r\n(\w+)/.exec(body) ?? [];
    files.set(id, { name, purpose });
    const file = { id, object: 'file', bytes: 1, created_at: 1, filename: name, purpose, status: 'processed' };
    keep(provider, `/files/${id}`, file, files);
    return Response.json(file);
  });
  provider.on('POST /vector_stores', ({ body }) => {
    const id = `vs_${(count += 1)}`;
    const { file_ids: fileIds } = JSON.parse(body) as { file_ids: string[] };
    vectorStores.set(id, fileIds);
    const counts = { in_progress: 0, completed: fileIds.length, failed: 0, cancelled: 0, total: fileIds.length };
    const times = { created_at: 1, last_active_at: 1 };
    const facts = { name: '', usage_bytes: 1, status: 'completed', metadata: {}, file_counts: counts, ...times };
    const store = { id, object: 'vector_store', ...facts };
    keep(provider, `/vector_stores/${id}`, store, vectorStores);
    return Response.json(store);
  });

  return {
    ...provider,
    /** What there is. */
    left: () => ({ files: [...files.values()], vectorStores: [...vectorStores.values()] }),
  };
}

function keep(
  provider: ProviderFiles,
  path: string,
  object: { id: string; object: string },
  kept: Map<string, unknown>,
): void {
  const { id } = object;
  const error = { message: `No such object: ${id}`, type: 'invalid_request_error', param: null, code: null };
  const missing = () => Response.json({ error }, { status: 404 });
  const gone = { id, object: object.object === 'file' ? 'file' : `${object.object}.deleted`, deleted: true };
  provider.on(`GET ${path}`, () => (kept.has(id) ? Response.json(object) : missing()));
  provider.on(`DELETE ${path}`, () => (kept.delete(id) ? Response.json(gone) : missing()));
}
