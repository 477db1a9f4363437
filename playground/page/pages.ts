import { readdirSync, readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { bundleClient } from './bundle.ts';

const folder = new URL('client/', import.meta.url);

/** The first of the style sheets sets what the others use, the last one changes them for little room. */
const FIRST_STYLE = 'base.css';
const LAST_STYLE = 'narrow.css';

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The web page of the playground: made once, and nothing from any other host. */
export function createPages(): Hono {
  const app = new Hono();
  const bundle = bundleClient();
  bundle.catch(() => undefined); // told to who asks for the page
  const serve = (path: string, type: string, text: string) =>
    app.get(path, (context) => context.body(text, 200, { ...headers, 'content-type': type }));

  serve('/', 'text/html; charset=utf-8', read('index.html'));
  for (const icon of ['icon.svg', 'icon-mentioned.svg']) serve(`/${icon}`, 'image/svg+xml', read(icon));
  serve('/page.css', 'text/css; charset=utf-8', styles());
  app.get('/:script{.+\\.js}', async (context, next) => {
    const script = (await bundle).get(context.req.path);
    if (script === undefined) return next();
    return context.body(script, 200, { ...headers, 'content-type': 'text/javascript; charset=utf-8' });
  });
  app.notFound((context) => context.text('There is no such page.\n', 404, headers));
  return app;
}

function styles(): string {
  const names = readdirSync(new URL('styles/', folder)).filter((name) => name.endsWith('.css'));
  const inBetween = names.filter((name) => name !== FIRST_STYLE && name !== LAST_STYLE);
  return [FIRST_STYLE, ...inBetween.toSorted(), LAST_STYLE].map((name) => read(`styles/${name}`)).join('\n');
}

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}
