import { createHash, timingSafeEqual } from 'node:crypto';

/** Keys of any number and the projects that they open. */
export function createKeyring(keys: readonly { readonly project: string; readonly key: string }[]) {
  const known = keys.map(({ project, key }) => ({ project, digest: digestOf(key) }));

  return {
    /** The project that a key opens. How long that takes tells nothing about how much of the key is right. */
    projectOf(presented: string): string | undefined {
      const digest = digestOf(presented);
      return known.filter((entry) => timingSafeEqual(entry.digest, digest))[0]?.project;
    },
  };
}

/** The key of a request as OpenAI's clients send it, or as Azure's do. */
export function presentedKey(headers: Headers): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  return bearer ?? headers.get('api-key') ?? undefined;
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
