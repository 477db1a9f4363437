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
    keep(provider, `/files/${id}`, () => ({ id, object: 'file', filename: name }), files, id);
    return Response.json({ id, object: 'file', filename: name, purpose });
  });
  provider.on('POST /vector_stores', ({ body }) => {
    const id = `vs_${(count += 1)}`;
    const { file_ids: fileIds } = JSON.parse(body) as { file_ids: string[] };
    vectorStores.set(id, fileIds);
    keep(provider, `/vector_stores/${id}`, () => ({ id, file_counts: { in_progress: 0 } }), vectorStores, id);
    return Response.json({ id, object: 'vector_store' });
  });

  return {
    ...provider,
    /** What there is. */
    left: () => ({ files: [...files.values()], vectorStores: [...vectorStores.values()] }),
  };
}

function keep(provider: ProviderFiles, path: string, body: () => object, kept: Map<string, unknown>, id: string): void {
  const missing = () => Response.json({ error: { message: `No such object: ${id}` } }, { status: 404 });
  provider.on(`GET ${path}`, () => (kept.has(id) ? Response.json(body()) : missing()));
  provider.on(`DELETE ${path}`, () => (kept.delete(id) ? Response.json({ id, deleted: true }) : missing()));
}
