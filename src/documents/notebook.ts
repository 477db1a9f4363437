import type { Extract } from './extract.ts';

/** Text is a string or the lines of one: https://nbformat.readthedocs.io/en/latest/format_description.html */
type Lines = string | readonly string[] | undefined;

interface Cell {
  readonly source?: Lines;
  readonly outputs?: readonly {
    readonly text?: Lines;
    readonly data?: { readonly 'text/plain'?: Lines };
    readonly ename?: string;
    readonly evalue?: string;
  }[];
}

/** A Jupyter notebook: what its cells say and what came of it. One that is none is the JSON that it is. */
export const extractNotebook: Extract = async (bytes, output) => {
  const json = new TextDecoder().decode(bytes);
  const cells = cellsOf(json);
  if (!cells) {
    output.write(json);
    return undefined;
  }
  for (const [index, cell] of cells.entries()) {
    if (output.isFull()) break;
    output.place(`cell ${index + 1}`);
    output.write(join(cell.source));
    output.endLine();
    for (const { text, data, ename, evalue } of cell.outputs ?? []) {
      const result = join(text ?? data?.['text/plain']) || (ename === undefined ? '' : `${ename}: ${evalue ?? ''}`);
      if (result === '') continue;
      output.write(`[output]\n${result}`);
      output.endLine();
    }
  }
  return undefined;
};

function cellsOf(json: string): readonly Cell[] | undefined {
  try {
    const { cells } = JSON.parse(json) as { cells?: unknown };
    return Array.isArray(cells) ? (cells as Cell[]) : undefined;
  } catch {
    return undefined;
  }
}

function join(lines: Lines): string {
  return typeof lines === 'string' ? lines : (lines ?? []).join('');
}
