/** In pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** How large a picture is, read from its first bytes: PNG, GIF, JPEG, WebP. Undefined for what is none of these. */
export function pictureSize(data: Uint8Array): PictureSize | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const size = [png, gif, webp, jpeg].map((read) => readSafely(read, bytes)).find((one) => one !== undefined);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

/** A file that ends too early has no size. */
function readSafely(read: (bytes: Buffer) => PictureSize | undefined, bytes: Buffer): PictureSize | undefined {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function png(bytes: Buffer): PictureSize | undefined {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1A\n') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
function gif(bytes: Buffer): PictureSize | undefined {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webp(bytes: Buffer): PictureSize | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3f_ff, height: bytes.readUInt16LE(28) & 0x3f_ff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3f_ff) + 1, height: ((bits >> 14) & 0x3f_ff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

/** The size is in the first frame header: https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2) */
function jpeg(bytes: Buffer): PictureSize | undefined {
  if (bytes.readUInt16BE(0) !== 0xff_d8) return undefined;
  for (let at = 2; at < bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    if (isFrame(marker)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** C4, C8 and CC lie between the frame headers and are something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xff_c0 && marker <= 0xff_cf && ![0xff_c4, 0xff_c8, 0xff_cc].includes(marker);
}
