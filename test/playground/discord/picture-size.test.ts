import { expect, test } from 'vitest';
import { pictureSize } from '../../../playground/discord/picture-size.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

/** The first bytes of pictures of 37 by 21 pixels, as a browser writes them. */
const HEADS: Record<string, string> = {
  PNG: '89504e470d0a1a0a 0000000d 49484452 00000025 00000015 0806000000',
  GIF: '474946383961 2500 1500 f00000',
  'JPEG, with other parts before its size': 'ffd8 ffe0 0004 4a46 ffc4 0003 00 ffc0 0011 08 0015 0025 03012200',
  'JPEG that loads by and by': 'ffd8 ffc2 0011 08 0015 0025 03012200',
  'WebP with loss': '52494646 46000000 57454250 56503820 3a000000 300300 9d012a 2500 1500 3f71b6d3',
  'WebP without loss': '52494646 1c000000 57454250 5650384c 0f000000 2f 24000500 0710fd8f',
  'WebP with a profile': '52494646 28020000 57454250 56503858 0a000000 20 000000 240000 140000',
};

test.each(Object.entries(HEADS))('the size of a %s', (_name, head) => {
  const bytes = Buffer.from(head.replaceAll(' ', ''), 'hex');

  expect(pictureSize(bytes)).toEqual({ width: 37, height: 21 });
  expect(pictureSize(bytes.subarray(0, 9))).toBeUndefined();
});

test.each(['', 'a text', 'RIFF....AVI ', '<svg/>'])('%j is no picture of a known size', (text) => {
  expect(pictureSize(Buffer.from(text))).toBeUndefined();
});

const stage = shareDiscord();

test('a bot is told how large the pictures of people are', async () => {
  const data = Buffer.from((HEADS['PNG'] ?? '').replaceAll(' ', ''), 'hex');
  const attachments = [
    { name: 'red.png', data },
    { name: 'note.txt', data: 'Hello' },
  ];

  const { id } = await stage.discord.person('Ada').post(stage.general.id, '', { attachments });

  const message = await stage.general.messages.fetch(id);
  expect(message.attachments.map(({ width, height }) => [width, height])).toEqual([
    [37, 21],
    [null, null],
  ]);
});
