import type OpenAI from 'openai';
import { notFound } from '../api-error.ts';
import type { FileStore } from '../files/file-store.ts';
import { textOf } from '../files/text.ts';
import { DEFAULT_CHUNKING, type Chunking } from './chunk.ts';
import type { ChunkingStrategy } from '../schemas.ts';
import type { VectorFileBody } from './schemas.ts';

/** How large the text of a file may be that is searched: it is read anew for each search. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/** A file of a vector store, as it is kept. */
export interface Member {
  readonly object: OpenAI.VectorStores.VectorStoreFile;
  readonly filename: string;
}

/** What a file becomes in a vector store: `completed` when it can be searched, else `failed` with the reason. */
export async function newMember(
  files: FileStore,
  vectorStoreId: string,
  body: VectorFileBody,
  createdAt: number,
): Promise<Member> {
  const file = await files.find(body.file_id);
  if (!file) throw notFound('file', body.file_id);
  const { id, bytes, filename } = file.object;
  const problem = await problemOf(files, id, bytes);
  return {
    filename,
    object: {
      id,
      object: 'vector_store.file',
      usage_bytes: problem ? 0 : bytes,
      created_at: createdAt,
      vector_store_id: vectorStoreId,
      status: problem ? 'failed' : 'completed',
      last_error: problem ?? null,
      chunking_strategy: { type: 'static', static: toChunking(body.chunking_strategy) },
      attributes: body.attributes ?? {},
    },
  };
}

/** The text of a file; `undefined` when it is not here any more or is no text. */
export async function memberText(files: FileStore, id: string): Promise<string | undefined> {
  const file = await files.open(id);
  if (!file || file.content.size > MAX_TEXT_BYTES) return undefined;
  return textOf(await file.content.bytes(), file.object.filename);
}

/** How the text of a member is cut. */
export function chunkingOf({ object: { chunking_strategy: strategy } }: Member): Chunking {
  return strategy?.type === 'static' ? strategy.static : DEFAULT_CHUNKING;
}

async function problemOf(files: FileStore, id: string, bytes: number): Promise<Member['object']['last_error']> {
  if (bytes > MAX_TEXT_BYTES) {
    return {
      code: 'invalid_file',
      message: `The file is larger than the ${MAX_TEXT_BYTES} bytes that can be searched.`,
    };
  }
  const text = await memberText(files, id);
  if (text === undefined) {
    return { code: 'unsupported_file', message: 'Only files that are text can be searched on this server.' };
  }
  return text.trim() === ''
    ? { code: 'invalid_file', message: 'The file could not be parsed because it is empty.' }
    : null;
}

function toChunking(strategy: ChunkingStrategy | undefined): Chunking {
  return strategy?.type === 'static' ? strategy.static : DEFAULT_CHUNKING;
}
