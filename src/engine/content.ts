import type { ModelAnnotation } from './models/model.ts';
import type { Content } from './objects.ts';

// The content of a message that is being written: every change gives a longer copy, nothing is ever taken back.

/** With more text at the end. */
export function withText(content: readonly Content[], text: string): Content[] {
  const last = content.at(-1);
  if (last?.type !== 'text') return [...content, { type: 'text', text: { value: text, annotations: [] } }];
  return [...content.slice(0, -1), { type: 'text', text: { ...last.text, value: last.text.value + text } }];
}

/** With more of what the model refuses. */
export function withRefusal(content: readonly Content[], text: string): Content[] {
  const last = content.at(-1);
  if (last?.type !== 'refusal') return [...content, { type: 'refusal', refusal: text }];
  return [...content.slice(0, -1), { type: 'refusal', refusal: last.refusal + text }];
}

/** With a picture at the end. */
export function withImage(content: readonly Content[], fileId: string): Content[] {
  return [...content, { type: 'image_file', image_file: { file_id: fileId, detail: 'auto' } }];
}

/** With an annotation of its last text; without text there is nothing to annotate. */
export function withAnnotation(content: readonly Content[], annotation: ModelAnnotation): Content[] {
  const index = content.findLastIndex(({ type }) => type === 'text');
  const part = content[index];
  if (part?.type !== 'text') return [...content];
  const { type, text, start, end, fileId } = annotation;
  const place = { text, start_index: start, end_index: end };
  const added =
    type === 'file_citation'
      ? { type, ...place, file_citation: { file_id: fileId } }
      : { type, ...place, file_path: { file_id: fileId } };
  const annotated: Content = { type: 'text', text: { ...part.text, annotations: [...part.text.annotations, added] } };
  return content.with(index, annotated);
}
