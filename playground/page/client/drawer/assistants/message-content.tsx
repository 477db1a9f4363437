import { LongText } from '../long-text.tsx';
import type { ThreadMessage } from './objects.ts';

/** The text of a message of an Assistants thread, its pictures and files. */
export function MessageContent({ message: { content, attachments } }: { message: ThreadMessage }) {
  const files = (attachments ?? []).map(({ file_id: id = 'a file', tools = [] }) => {
    const names = tools.map(({ type }) => type.replace('_', ' ')).join(', ');
    return names === '' ? id : `${id} (for ${names})`;
  });
  const pictures = content.flatMap(({ image_file: file, image_url: link }) => file?.file_id ?? link?.url ?? []);
  return (
    <>
      {content.map(({ text }, index) => text && <LongText key={index} text={text.value} />)}
      {[...pictures.map((id) => `Picture: ${id}`), ...files.map((id) => `File: ${id}`)].map((line) => (
        <p key={line} class="muted file-line">
          {line}
        </p>
      ))}
    </>
  );
}
