import { readableSize } from '../dialogs/uploads.ts';
import { Icon } from '../icons.tsx';
import type { Component, Message } from '../types.ts';
import { mediaPath } from './media-path.ts';
import { Spoiler } from './spoiler.tsx';

interface Props {
  message: Message;
  component: Component;
}

/** A file that came with the message, to be saved. */
export function FileView({ message, component: { file, spoiler } }: Props) {
  const path = mediaPath(message, file?.url ?? '');
  const attachment = message.attachments.find(({ url, filename }) =>
    [url, `attachment://${filename}`].includes(file?.url ?? ''),
  );
  if (path === undefined || !attachment) return <p class="quiet">A file that is not there.</p>;
  const { filename, size } = attachment;
  return (
    <Spoiler isOn={Boolean(spoiler)}>
      <a class="attachment file" href={path} target="_blank" rel="noopener">
        <Icon name="file" />
        <span class="file-name">{filename}</span>
        <small>{readableSize(size)}</small>
      </a>
    </Spoiler>
  );
}
