import { expect, test } from 'vitest';
import { createMask } from '../../../playground/inspector/mask.ts';

const known = 'the known "key" 1';
const { mask } = createMask([known, 'short']);

test.each([
  { name: 'a known one', text: `a ${known} b`, masked: 'a … b' },
  { name: 'a known one in JSON', text: JSON.stringify({ a: known }), masked: '{"a":"…"}' },
  { name: 'a known one in an address', text: `?q=${encodeURIComponent(known)}&b`, masked: '?q=…&b' },
  { name: 'a key', text: 'my key is sk-proj-abc_DEF, really', masked: 'my key is sk-…, really' },
  { name: 'a key in an address', text: '?q=a%20sk-abcdef1&r=%3dsk-abcdef2', masked: '?q=a%20sk-…&r=%3dsk-…' },
  { name: 'a header', text: 'authorization: Bearer abcdef123456/+=', masked: 'authorization: Bearer …' },
  { name: "a bot's header", text: "'Bot MTIzNDU2Nzg5MDEy.abc'", masked: "'Bot …'" },
  {
    name: 'the token of an interaction',
    text: '/interactions/123/aW50ZXJhY3Rpb24tdG9rZW4/callback',
    masked: '/interactions/123/…/callback',
  },
  {
    name: 'the token of a webhook',
    text: '"url":"/webhooks/1/aW50ZXJhY3Rpb24tdG9rZW4"',
    masked: '"url":"/webhooks/1/…"',
  },
  {
    name: 'a token of Discord',
    text: 'MTA5NDQ3NjE2MzE0NzMxOTQ1Ng.GxYzAb.abcdefghijklmnopqrstuvwxyz0123',
    masked: '…',
  },
  { name: 'a member of JSON', text: '{"token": "x\\"y", "api_key":"z"}', masked: '{"token": "…", "api_key":"…"}' },
  {
    name: 'a member in any case',
    text: '{"clientSecret":"a","X-Api-Key":"b"}',
    masked: '{"clientSecret":"…","X-Api-Key":"…"}',
  },
  {
    name: 'a member of JSON in JSON',
    text: String.raw`{"arguments":"{\"password\":\"hunter2\",\"b\":1}"}`,
    masked: String.raw`{"arguments":"{\"password\":\"…\",\"b\":1}"}`,
  },
  { name: 'a query', text: 'https://x.test/?api_key=abc&b=1', masked: 'https://x.test/?api_key=…&b=1' },
  { name: 'a login', text: 'redis://me:pass@host/1', masked: 'redis://…@host/1' },
])('$name is taken out', ({ text, masked }) => {
  expect(mask(text)).toBe(masked);
});

test.each([
  '{"max_tokens":100,"usage":{"prompt_tokens":3}}',
  '/channels/123456789012345678/messages/123456789012345678',
  '/webhooks/123/…/messages/@original',
  'a task-list of the desk-top, at 10:30@home',
  'a short one',
])('%s stays', (text) => {
  expect(mask(text)).toBe(text);
});

test.each(['a-', 'a.', 'a:', '\\', '"token', '://a:', 'sk-', 'Bot ', '?a', '"a":"', '/webhooks/1/'])(
  'a long text of %s takes no long time',
  (piece) => {
    const startedMs = performance.now();

    mask(piece.repeat(200_000 / piece.length));

    expect(performance.now() - startedMs).toBeLessThan(10_000);
  },
);
