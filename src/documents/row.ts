/** Columns that spreadsheets have; a file may speak of more. */
const MAX_COLUMNS = 16_384;

/** A row of a spreadsheet: its cells on one line with tabs between them, empty ones only where others follow. */
export function createRow() {
  let line = '';
  let last = 1;

  return {
    /** Columns are counted from 1, and come in their order. */
    put(column: number, cell: string): void {
      const words = cell.replace(/\s+/g, ' ').trim();
      if (words === '' || column > MAX_COLUMNS) return;
      line += '\t'.repeat(Math.max(0, column - last)) + words;
      last = column;
    },
    /** The line, without its end; the next row begins. */
    take(): string {
      const row = line;
      line = '';
      last = 1;
      return row;
    },
  };
}
