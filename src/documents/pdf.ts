import { getDocumentProxy } from 'unpdf';
import type { Extract } from './extract.ts';

/** The parts of `getTextContent` that are text; the others mark where content begins and ends. */
interface TextItem {
  readonly str: string;
  readonly hasEOL: boolean;
}

/** Page by page, and of each page no more than is wanted. */
export const extractPdf: Extract = async (bytes, output) => {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: false });
  } catch (error) {
    if ((error as Error).name === 'PasswordException') return 'locked';
    throw error;
  }
  for (let number = 1; number <= document.numPages && !output.isFull(); number += 1) {
    const page = await document.getPage(number);
    output.place(`page ${number}`);
    const reader = (page.streamTextContent() as ReadableStream<{ items: TextItem[] }>).getReader();
    for (let read = await reader.read(); !read.done && !output.isFull(); read = await reader.read()) {
      for (const { str, hasEOL } of read.value.items) {
        output.write(str ?? '');
        if (hasEOL) output.endLine();
      }
    }
    await reader.cancel(new Error('enough'));
    page.cleanup();
  }
  await document.loadingTask.destroy();
  return undefined;
};
