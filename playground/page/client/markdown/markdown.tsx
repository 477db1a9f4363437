import type { MarkdownPlace } from './place.ts';

interface Props {
  text: string;
  place: MarkdownPlace;
  kind?: 'message' | 'embed' | 'inline';
  isEdited?: boolean;
}

/** Discord's markdown. */
export function Markdown({ text }: Props) {
  return <p>{text}</p>;
}
