/** What `parser.ts` starts: takes one document apart after another, until nobody is there to ask for more. */
import { extract, type ExtractOptions } from './extract.ts';

process.on('message', (task: ExtractOptions) => void answer(task));

async function answer(task: ExtractOptions): Promise<void> {
  process.send?.(await extract(task));
}
