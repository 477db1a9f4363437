import { Avatar } from '../avatar.tsx';
import { LayoutView } from '../components/layout-view.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { nameOf } from '../names.ts';
import { usePlace } from '../markdown/use-place.ts';
import type { Message } from '../types.ts';

/** The inside of one message. */
export function MessageView({ message }: { message: Message }) {
  const place = usePlace(message);
  return (
    <>
      <Avatar user={message.author} />
      <div class="body">
        <div class="head">
          <span class="author">{nameOf(message.author)}</span>
        </div>
        <div class="content">
          <Markdown text={message.content} place={place} />
        </div>
        {message.components?.map((component, index) => (
          <LayoutView key={component.id ?? index} message={message} component={component} />
        ))}
      </div>
    </>
  );
}
