import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { choosePalette } from '../../docs/screenshots/palette.ts';
import { smallPng } from '../../docs/screenshots/small-png.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

test('a picture of few colours keeps each of them, whatever its rows are filtered by', () => {
  // Two by two: red, green; blue, red. The first row says what differs from the left, the second from above.
  const rows = Buffer.from([1, 255, 0, 0, 1, 255, 0, 2, 1, 0, 255, 255, 1, 0]);
  const png = Buffer.concat([SIGNATURE, chunk('IHDR', header(2, 2)), chunk('IDAT', deflateSync(rows)), chunk('IEND')]);

  const small = chunksOf(smallPng(png));

  const palette = small.get('PLTE') ?? Buffer.alloc(0);
  const indices = [...inflateSync(small.get('IDAT') ?? Buffer.alloc(0))].filter((_, at) => at % 3 !== 0);
  expect(indices.map((index) => palette.subarray(index * 3, index * 3 + 3).toString('hex'))).toEqual([
    'ff0000',
    '00ff00',
    '0000ff',
    'ff0000',
  ]);
});

test('of many colours 256 are left, and each stays near to what it was', () => {
  const counts = new Map(Array.from({ length: 4096 }, (_, index) => [index * 4096, 4096 - index]));

  const { palette, indexOf } = choosePalette(counts);

  expect(palette).toHaveLength(256);
  const redOf = (colour: number) => colour >> 16;
  const errors = [...indexOf].map(([colour, index]) => Math.abs(redOf(colour) - redOf(palette[index] ?? 0)));
  expect(Math.max(...errors)).toBeLessThan(24);
});

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2], 8);
  return data;
}

function chunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function chunksOf(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12)
    found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return found;
}
