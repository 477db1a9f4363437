import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const client = (path: string) => fileURLToPath(new URL(`client/${path}`, import.meta.url));

/** What the browser loads of the page's code, by path: `/page.js` and what it loads later. */
export type Bundle = ReadonlyMap<string, string>;

let made: Promise<Bundle> | undefined;

/**
 * The page's code as the browser takes it. It is made when the playground starts, in a fraction of a second: so there
 * is no build to remember, and no built file that could be old. Whoever asks again in the same process gets the same.
 */
export function bundleClient(): Promise<Bundle> {
  made ??= bundle();
  return made;
}

async function bundle(): Promise<Bundle> {
  const build = await rolldown({
    input: { page: client('main.tsx'), theme: client('theme.ts') },
    platform: 'browser',
    tsconfig: client('tsconfig.json'),
    // virtua is written for React; Preact's own layer over itself is enough for it.
    resolve: {
      alias: { react: 'preact/compat', 'react-dom': 'preact/compat', 'react/jsx-runtime': 'preact/jsx-runtime' },
    },
    transform: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    checks: { moduleLevelDirective: false },
    logLevel: 'silent',
  });
  try {
    const { output } = await build.generate({
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    });
    return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
  } finally {
    await build.close();
  }
}
