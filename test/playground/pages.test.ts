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
});

// What scripts load is forbidden by the header above; names of other hosts may be in their texts.
test.each(['/', '/page.css', '/icon.svg', '/icon-mentioned.svg'])('%s names no other host', async (path) => {
  const response = await pages.request(path);

  expect(await response.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org\/)\w/);
});

test('the script that runs before the first paint stands alone', async () => {
  const response = await pages.request('/theme.js');

  expect(await response.text()).not.toMatch(/import|export/);
});

test.each(['/types.ts', '/tsconfig.json', '/main.tsx', '/..%2fpages.ts', '/nothing'])(
  '%s is not served',
  async (path) => {
    const response = await pages.request(path);

    expect(response.status).toBe(404);
  },
);
