import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Hono } from 'hono';

const folder = new URL('client/', import.meta.url);

/** What goes to the browser; other files of the folder (types, settings) do not. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The web page of the playground: the files of `client/`, read once, and nothing from any other host. */
export function createPages(): Hono {
  const app = new Hono();
  for (const found of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const name = found.replaceAll('\\', '/');
    const type = contentTypes[extname(name)];
    if (type === undefined) continue;
    const text = readFileSync(new URL(name, folder), 'utf8');
    const path = name === 'index.html' ? '/' : `/${name}`;
    app.get(path, (context) => context.body(text, 200, { ...headers, 'content-type': type }));
  }
  app.notFound((context) => context.text('There is no such page.\n', 404, headers));
  return app;
}
