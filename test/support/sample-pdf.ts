import { zlibSync } from 'fflate';

export interface SamplePdfOptions {
  /** What stands in the trailer besides, and for whose sake objects are put before the others. */
  isLocked?: boolean;
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A PDF with one page for each list of lines, in Helvetica. */
export function samplePdf(
  pages: readonly (readonly string[])[],
  { isLocked = false }: SamplePdfOptions = {},
): Uint8Array {
  return pdfOf(
    pages.map((lines) =>
      latin1(
        `BT /F1 12 Tf 50 750 Td 14 TL ${lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n')} ET`,
      ),
    ),
    isLocked,
  );
}

/** The same of ready content streams, which are deflated. */
export function pdfOf(contents: readonly Uint8Array[], isLocked = false): Uint8Array {
  const kids = contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects: Uint8Array[] = [
    latin1('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`),
    latin1('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...contents.flatMap((content, index) => {
      const stream = zlibSync(content);
      return [
        latin1(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        ),
        Buffer.concat([
          latin1(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
          stream,
          latin1('\nendstream'),
        ]),
      ];
    }),
  ];
  const pieces: Uint8Array[] = [latin1('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = 9;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const piece = Buffer.concat([latin1(`${index + 1} 0 obj\n`), object, latin1('\nendobj\n')]);
    pieces.push(piece);
    length += piece.length;
  }
  // A password that nobody knows: what it is checked against is made up.
  const made = '5a'.repeat(32);
  const encrypt = isLocked
    ? ` /Encrypt << /Filter /Standard /V 1 /R 2 /O <${made}> /U <${made}> /P -4 >> /ID [<${made}> <${made}>]`
    : '';
  pieces.push(
    latin1(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets
        .map((offset) => `${`${offset}`.padStart(10, '0')} 00000 n \n`)
        .join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encrypt} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}
