import { expect, test } from 'vitest';
import { createPages } from '../../playground/page/pages.ts';

const pages = createPages();

test.each([
  { path: '/', type: 'text/html; charset=utf-8' },
  { path: '/page.css', type: 'text/css; charset=utf-8' },
  { path: '/page.js', type: 'text/javascript; charset=utf-8' },
  { path: '/theme.js', type: 'text/javascript; charset=utf-8' },
  { path: '/icon.svg', type: 'image/svg+xml' },
  { path: '/icon-mentioned.svg', type: 'image/svg+xml' },
])('$path is served as $type, and may load nothing from elsewhere', async ({ path, type }) => {
  const response = await pages.request(path);

  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
    ),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(await response.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org\/)\w/);
});

test.each(['/types.ts', '/tsconfig.json', '/main.tsx', '/..%2fpages.ts', '/nothing'])(
  '%s is not served',
  async (path) => {
    const response = await pages.request(path);

    expect(response.status).toBe(404);
  },
);
