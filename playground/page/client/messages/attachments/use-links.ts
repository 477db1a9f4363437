import { useRef, useState } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import type { Message } from '../../types.ts';
import { mediaPath } from './media.ts';

export interface Links {
  /** Where the page may load a file from; undefined for files from elsewhere. */
  path: (url: string) => string | undefined;
  /** A file did not load: its link may have run out. The message has a new one. */
  renew: () => void;
}

/**
 * The links to the files of a message. They run out after about a day, and a page may be open for longer.
 * https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
 */
export function useLinks({ id, channel_id: channelId }: Pick<Message, 'id' | 'channel_id'>): Links {
  const visit = useVisit();
  const [renewed, setRenewed] = useState<ReadonlyMap<string, string>>(new Map());
  const isAsked = useRef(false);

  return {
    path(url) {
      const path = mediaPath(url);
      return path && (renewed.get(withoutSignature(path)) ?? path);
    },
    renew() {
      // What does not load with a new link either is not there.
      if (isAsked.current) return;
      isAsked.current = true;
      visit.api.message(channelId, id).then(
        (message) => setRenewed(linksIn(message)),
        () => (isAsked.current = false),
      );
    },
  };
}

/** By their paths: those of its files, and of those in embeds, layouts and in what it forwards. */
function linksIn(message: Message | undefined): ReadonlyMap<string, string> {
  const urls = JSON.stringify(message ?? {}).match(/https?:\/\/[^"]+\/cdn\/attachments\/[^"]+/g) ?? [];
  const paths = urls.flatMap((url) => mediaPath(url) ?? []);
  return new Map(paths.map((path) => [withoutSignature(path), path]));
}

function withoutSignature(path: string): string {
  return path.split('?')[0] ?? path;
}
