import { Spoiler } from '../../components/spoiler.tsx';
import type { Attachment, Message } from '../../types.ts';
import { FileCard } from './file-card.tsx';
import { Gallery } from './gallery.tsx';
import { isSpoiler, kindOf } from './kinds.ts';
import { Player } from './player.tsx';
import { TextPreview } from './text-preview.tsx';
import { type Links, useLinks } from './use-links.ts';

interface Props {
  /** The one that has new links when these have run out. */
  message: Pick<Message, 'id' | 'channel_id'>;
  attachments: readonly Attachment[];
}

/** The files of a message: pictures together, then what plays, what can be read, and the others. */
export function AttachmentList({ message, attachments }: Props) {
  const links = useLinks(message);
  if (attachments.length === 0) return null;
  const pictures = attachments.filter((one) => kindOf(one) === 'picture');
  const others = attachments.filter((one) => kindOf(one) !== 'picture');
  return (
    <div class="attachments">
      {pictures.length > 0 && <Gallery pictures={pictures} links={links} />}
      {others.map((attachment) => (
        <Spoiler key={attachment.id} isOn={isSpoiler(attachment)}>
          <Other attachment={attachment} links={links} />
        </Spoiler>
      ))}
    </div>
  );
}

function Other({ attachment, links }: { attachment: Attachment; links: Links }) {
  switch (kindOf(attachment)) {
    case 'film':
    case 'sound':
      return <Player attachment={attachment} links={links} />;
    case 'text':
      return <TextPreview attachment={attachment} links={links} />;
    default:
      return <FileCard attachment={attachment} links={links} />;
  }
}
