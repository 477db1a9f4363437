import { useState } from 'preact/hooks';
import type { Attachment } from '../../types.ts';
import { nameOfFile } from './kinds.ts';

/** A picture is never larger than this. */
const MAX_WIDTH_PX = 550;
const MAX_HEIGHT_PX = 350;

interface Props {
  picture: Attachment;
  path: string;
  /** Without others beside it, it has its own shape. */
  isAlone: boolean;
  onOpen: () => void;
  onError: () => void;
}

/** A picture of a message. Its room is kept before it has loaded, so that nothing jumps. */
export function Picture({ picture, path, isAlone, onOpen, onError }: Props) {
  const { description } = picture;
  const [isExplained, setExplained] = useState(false);
  const name = nameOfFile(picture);
  return (
    <div class="picture-frame" style={isAlone ? sizeOf(picture) : undefined}>
      <button type="button" class="picture-button" aria-label={`Open ${description ?? name}`} onClick={onOpen}>
        <img src={path} alt={description ?? name} loading="lazy" decoding="async" onError={onError} />
      </button>
      {description !== undefined && (
        <button
          type="button"
          class="alt-badge"
          aria-label="ALT: what it shows"
          aria-expanded={isExplained}
          data-tooltip={description}
          onClick={() => setExplained(!isExplained)}
        >
          ALT
        </button>
      )}
      {isExplained && <p class="alt-text">{description}</p>}
    </div>
  );
}

/** As large as there is room, in the shape of the picture. */
function sizeOf({ width, height }: Attachment) {
  if (!width || !height) return undefined;
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height);
  return { width: `${Math.max(1, Math.round(width * scale))}px`, aspectRatio: `${width} / ${height}` };
}
