import type { Edit } from './edits.ts';
import { type InlineContext, inlineEdits } from './inline.ts';

/** The edits in a heading's text: Discord has three levels, and none that is underlined; what is deeper becomes bold. */
export function headingEdits(content: string, context: InlineContext): Edit[] {
  const underline = /\n[ \t]*([=-])\1+[ \t]*$/.exec(content);
  if (underline) {
    return [
      { start: 0, end: 0, text: underline[1] === '=' ? '# ' : '## ' },
      ...inlineEdits(content.slice(0, underline.index), context),
      { start: underline.index, end: content.length, text: '' },
    ];
  }
  const [opening] = /^#{4,6}[ \t]+(?=\S)/.exec(content) ?? [];
  const [ending = ''] = /(?:[ \t]+#+)?[ \t]*$/.exec(content) ?? [];
  const edits = inlineEdits(content, context, opening !== undefined);
  if (opening === undefined || opening.length + ending.length >= content.length) return edits;
  return [
    { start: 0, end: opening.length, text: '**' },
    ...edits,
    { start: content.length - ending.length, end: content.length, text: '**' },
  ];
}
