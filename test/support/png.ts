import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture's pixels: red, green, blue and how opaque, a byte each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): readonly [red: number, green: number, blue: number, alpha: number];
}

/** Reads a PNG of 8 bits a channel with transparency, not interlaced: https://www.w3.org/TR/png-3/ */
export function decodePng(bytes: Uint8Array): Pixels {
  const png = Buffer.from(bytes);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png.toString('latin1', 1, 4) !== 'PNG' || png.readUInt16BE(24) !== 0x0806) throw new Error('not such a PNG');
  const filtered = inflateSync(Buffer.concat(parts));
  const pixels = Buffer.alloc(width * height * 4);
  const length = width * 4;
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < 4 ? 0 : (pixels[at - 4] ?? 0);
      const above = pixels[at - length] ?? 0;
      const corner = x < 4 ? 0 : (pixels[at - length - 4] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      pixels[at] = (filtered[at + y + 1] ?? 0) + predicted;
    }
  }
  return {
    width,
    height,
    at: (x, y) => {
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray((y * width + x) * 4);
      return [red, green, blue, alpha];
    },
  };
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** A PNG of one colour. */
export function encodePng(width: number, height: number, [red, green, blue] = [11, 110, 105] as const): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: width }, () => [red, green, blue]).flat()]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // a byte each of red, green and blue
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngPart('IHDR', header),
    pngPart('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    pngPart('IEND', Buffer.alloc(0)),
  ]);
}

function pngPart(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
