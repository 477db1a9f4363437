import { useMemo } from 'preact/hooks';
import { isOnlyEmoji } from './emoji-text.ts';
import { Parts } from './parts.tsx';
import { parse } from './parse.ts';
import type { Kind } from './nodes.ts';
import type { MarkdownPlace } from './place.ts';

interface Props {
  text: string;
  place: MarkdownPlace;
  /** Default: `message`. */
  kind?: Kind;
  /** Says «(edited)» at the end of the last line. */
  isEdited?: boolean;
  /** When that was. */
  editedAt?: string | undefined;
}

/** A text with Discord's markdown, as elements. */
export function Markdown({ text, place, kind = 'message', isEdited = false, editedAt }: Props) {
  const nodes = useMemo(() => parse(text, kind), [text, kind]);
  const parts = <Parts nodes={nodes} place={place} />;
  if (kind === 'inline' || kind === 'title') return <span class="markdown is-inline">{parts}</span>;
  if (nodes.length === 0 && !isEdited) return null;
  return (
    <div class={kind === 'message' && isOnlyEmoji(nodes) ? 'markdown is-large' : 'markdown'}>
      {parts}
      {isEdited && (
        <span class="edited" data-tooltip={editedAt}>
          {' '}
          (edited)
        </span>
      )}
    </div>
  );
}
