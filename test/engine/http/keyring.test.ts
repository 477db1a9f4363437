import { expect, test } from 'vitest';
import { createKeyring, presentedKey } from '../../../src/engine/http/keyring.ts';

const keyring = createKeyring([
  { project: 'alice', key: 'sk-alice-0123456789' },
  { project: 'alice', key: 'sk-alice-9876543210' },
  { project: 'bob', key: 'sk-bob-0123456789' },
]);

test.each([
  { key: 'sk-alice-0123456789', project: 'alice' },
  { key: 'sk-alice-9876543210', project: 'alice' },
  { key: 'sk-bob-0123456789', project: 'bob' },
  { key: 'sk-bob-012345678', project: undefined },
  { key: 'sk-bob-01234567890', project: undefined },
  { key: 'SK-BOB-0123456789', project: undefined },
  { key: '', project: undefined },
  { key: 'ü'.repeat(10_000), project: undefined },
])('the key “$key” opens $project', ({ key, project }) => {
  expect(keyring.projectOf(key)).toBe(project);
});

test('without keys nothing opens', () => {
  expect(createKeyring([]).projectOf('')).toBeUndefined();
});

test.each([
  { headers: { authorization: 'Bearer key' }, key: 'key' },
  { headers: { authorization: 'bearer   key' }, key: 'key' },
  { headers: { 'api-key': 'key' }, key: 'key' },
  { headers: { authorization: 'Bearer key', 'api-key': 'other' }, key: 'key' },
  { headers: { authorization: 'Basic key' }, key: undefined },
  { headers: { authorization: 'Bearer ' }, key: undefined },
  { headers: { authorization: 'key' }, key: undefined },
  { headers: {}, key: undefined },
])('$headers present the key $key', ({ headers, key }) => {
  expect(presentedKey(new Headers(headers as Record<string, string>))).toBe(key);
});
