import { createMiddleware } from 'hono/factory';
import type { FileStore } from '../files/file-store.ts';
import type { PassThrough } from '../files/pass-through.ts';

/** Hands on what is about files and vector stores, except files of our own: those that runs have made. */
export function passThroughRoutes(passThrough: PassThrough, files: FileStore) {
  return createMiddleware(async (context, next) => {
    const { method, path, raw } = context.req;
    const [, kind, id] = path.split('/');
    if (!passThrough.takes(method, path) || (kind === 'files' && id !== undefined && (await files.find(id)))) {
      return next();
    }
    return passThrough.forward(raw, path);
  });
}
