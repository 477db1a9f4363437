/** What `drawing.ts` starts: loads MathJax, and then sets or draws what it is asked. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { answerRequests } from '../side-process.ts';
import { drawPicture, heightOf, MAX_LINE, type Row } from './picture.ts';
import { createTypesetter } from './typeset.ts';

/** A formula by the number that stands for it in the text. */
export interface Numbered {
  readonly number: number;
  readonly latex: string;
}

export type Request = { readonly measure: string } | { readonly draw: readonly Numbered[] };

/** To `measure`, the height in pixels, or undefined when it cannot be drawn; to `draw`, a PNG. */
export type Answer = number | Uint8Array | undefined;

const { typeset } = await createTypesetter();
let isRendererReady = false;

answerRequests(answer);

async function answer(request: Request): Promise<Answer> {
  if ('draw' in request) return draw(request.draw);
  const formula = await typeset(request.measure, MAX_LINE);
  return formula && heightOf(formula);
}

async function draw(formulas: readonly Numbered[]): Promise<Uint8Array> {
  const rows: Row[] = [];
  for (const { number, latex } of formulas) {
    const formula = await typeset(latex, MAX_LINE);
    const label = await typeset(`(${number})`, MAX_LINE);
    if (formula && label) rows.push({ formula, label });
  }
  const { svg, zoom } = drawPicture(rows);
  if (!isRendererReady) {
    await initWasm(readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
    isRendererReady = true;
  }
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
}
