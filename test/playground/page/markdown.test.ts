import { describe, expect, test } from 'vitest';
import { isOnlyEmoji } from '../../../playground/page/client/markdown/emoji-text.ts';
import { parse } from '../../../playground/page/client/markdown/parse.ts';
import { plainText } from '../../../playground/page/client/markdown/plain-text.ts';
import { timestampText } from '../../../playground/page/client/markdown/timestamp-text.ts';
import { outline } from '../../support/markdown-outline.ts';
import { hostileTexts } from '../../support/hostile-texts.ts';
import * as texts from './markdown-texts.ts';

const ID = '112233445566778899';
/** Generous: it takes a tenth of it, and what searches again and again takes minutes. */
const LONG_MS = 2_000;

describe.each(Object.entries(texts))('Discord shows %s', (_kind, rows) => {
  test.each(rows)('%s', (_name, text, expected) => {
    expect(outline(parse(text))).toBe(expected);
  });
});

test('what links are called may have emoji in embeds', () => {
  const text = `[a 😀 <:ab:${ID}>](https://c.de)`;

  expect(outline(parse(text, 'embed'))).toBe(`<a https://c.de>a <😀> <emoji ab ${ID}></a>`);
  expect(outline(parse(text, 'message'))).toBe(text);
});

test('a masked link tells where it leads', () => {
  const [plain, , titled] = parse('[a](https://c.de) [b](https://c.de "c")');

  expect(plain).toMatchObject({ title: 'https://c.de' });
  expect(titled).toMatchObject({ title: 'c\n\n(https://c.de)' });
});

test('one line has no blocks, and a title neither links nor mentions', () => {
  const text = `# **a** [b](https://c.de) <@${ID}> https://c.de`;

  expect(outline(parse(text, 'inline'))).toBe(
    `# <b>a</b> <a https://c.de>b</a> <user ${ID}> <a https://c.de>https://c.de</a>`,
  );
  expect(outline(parse(text, 'title'))).toBe(`# <b>a</b> [b](https://c.de) <@${ID}> https://c.de`);
});

test.each(hostileTexts(4_000))('a text of nothing but «%s» is read in no time', (_name, text) => {
  const began = performance.now();

  parse(text);

  expect(performance.now() - began).toBeLessThan(LONG_MS);
});

test('a text that is longer than any of Discord is shown as it is', () => {
  const text = '**a** '.repeat(20_000);

  expect(parse(text)).toEqual([{ type: 'text', content: text }]);
});

test.each([
  ['😀', true],
  [`😀 <:ab:${ID}>\n❤️`, true],
  ['😀'.repeat(30), true],
  ['😀'.repeat(31), false],
  ['😀 a', false],
  ['**😀**', false],
  ['', false],
])('whether «%s» is nothing but emoji: %s', (text, expected) => {
  expect(isOnlyEmoji(parse(text))).toBe(expected);
});

test('plain text is one line that names what is mentioned and keeps spoilers', () => {
  const names = {
    user: (id: string) => (id === ID ? 'Ada' : undefined),
    role: () => ({ name: 'Helpers', color: 0 }),
    channel: () => ({ name: 'general', type: 0 }),
  };
  const text = `## Hi **<@${ID}>** and <@11223344556677889900>\n- <@&${ID}> in <#${ID}>\n- ||secret|| <:ab:${ID}>\n> [b](https://c.de)\n\`\`\`js\nc\n\`\`\`</a b:${ID}> <id:browse>`;

  expect(plainText(text, names)).toBe(
    'Hi @Ada and @unknown-user @Helpers in #general (spoiler) :ab: b c /a b Browse Channels',
  );
});

test.each([
  [-1, '1 second ago'],
  [-59, '59 seconds ago'],
  [-61, '1 minute ago'],
  [-86_400, '1 day ago'],
  [-400 * 86_400, '1 year ago'],
  [5, 'in 5 seconds'],
  [3_600, 'in 1 hour'],
])('a moment %i seconds away is «%s»', (away, expected) => {
  const now = 1_618_953_630;

  expect(timestampText(now + away, 'R', now * 1_000, 'en')).toBe(expected);
});

test('a moment looks as its style asks', () => {
  const shown = (['t', 'T', 'd', 'D', 'f', 'F', 's', 'S'] as const).map((style) =>
    timestampText(Date.UTC(2021, 3, 20, 12) / 1_000, style, 0, 'en-GB')
      .replaceAll(/\d\d:00/g, 'HH:00')
      .replaceAll(',', ''),
  );

  expect(shown).toEqual([
    'HH:00',
    'HH:00:00',
    '20/04/2021',
    '20 April 2021',
    '20 April 2021 at HH:00',
    'Tuesday 20 April 2021 at HH:00',
    '20/04/2021 HH:00',
    '20/04/2021 HH:00:00',
  ]);
});
