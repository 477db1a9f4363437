import { Inflate, Unzip, UnzipPassThrough } from 'fflate';

/** What is in a ZIP file. */
export interface Archive {
  has(name: string): boolean;
  /**
   * The inflated content of a file, piece by piece; nothing, when it is not there.
   * @throws when it is broken, and when more than can be honest has been inflated
   */
  read(name: string): Iterable<Uint8Array>;
}

/** A piece of the file; deflated data becomes at most about a thousand times as large. */
const PIECE_BYTES = 16_384;
const MAX_ENTRIES = 10_000;
/** Of all that is read out of one archive. */
const MAX_INFLATED_BYTES = 256 * 1024 * 1024;
const DEFLATED = 8;

/** So that nothing is inflated before it is asked for. */
class StillDeflated extends UnzipPassThrough {
  static override compression = DEFLATED;
}

/** Lists a ZIP file; nothing is inflated yet. @throws when it is broken or has too many entries */
export function openArchive(bytes: Uint8Array): Archive {
  const entries = new Map<string, { isDeflated: boolean; pieces: Uint8Array[] }>();
  let count = 0;
  let inflated = 0;
  const unzip = new Unzip((file) => {
    count += 1;
    if (count > MAX_ENTRIES) throw new Error('too many entries');
    if (file.compression !== 0 && file.compression !== DEFLATED) return;
    const pieces: Uint8Array[] = [];
    entries.set(file.name, { isDeflated: file.compression === DEFLATED, pieces });
    file.ondata = (error, piece) => {
      if (error) throw error;
      pieces.push(piece);
    };
    file.start();
  });
  unzip.register(StillDeflated);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    unzip.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
  }

  return {
    has: (name) => entries.has(name),
    *read(name) {
      const { isDeflated, pieces } = entries.get(name) ?? { isDeflated: false, pieces: [] };
      for (const piece of isDeflated ? inflate(pieces) : pieces) {
        inflated += piece.length;
        if (inflated > MAX_INFLATED_BYTES) throw new Error('too large when inflated');
        yield piece;
      }
    },
  };
}

function* inflate(pieces: readonly Uint8Array[]): Iterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  const stream = new Inflate((piece) => void ready.push(piece));
  for (const [index, piece] of pieces.entries()) {
    stream.push(piece, index === pieces.length - 1);
    yield* ready.splice(0);
  }
}
