import type { SentDocument } from './document.ts';

/** What has to be taken apart to get at its text. */
export type ParsedKind = 'pdf' | 'zip' | 'rtf' | 'notebook';

/** Told by the bytes first and the name second. `text`: it may be text, which shows when it is decoded. */
export function kindOf({ name, bytes }: SentDocument): ParsedKind | 'locked' | 'type' | 'text' {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).toString('latin1');
  // Readers take a mark within the first kilobyte; a text about PDF has it there too.
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-/.test(start) || (/\.pdf$/i.test(name) && start.includes('%PDF-'))) return 'pdf';
  if (start.startsWith('PK\x03\x04')) return 'zip';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return isEncryptedOffice(bytes) ? 'locked' : 'type';
  if (/\.ipynb$/i.test(name) && /^\s*\{/.test(start)) return 'notebook';
  return 'text';
}

/** https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto: the package is a stream of this name. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}
