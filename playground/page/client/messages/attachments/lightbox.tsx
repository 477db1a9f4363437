import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import type { Visit } from '../../state/visit.ts';

interface ShownPicture {
  src: string;
  name: string;
  description?: string | undefined;
}

interface Options {
  pictures: readonly ShownPicture[];
  /** The one that is shown first. */
  index: number;
}

/** Shows pictures large, one at a time. */
export function openLightbox(visit: Visit, options: Options): void {
  visit.layers.show((close) => <Lightbox {...options} onClose={close} />);
}

function Lightbox({ pictures, index: first, onClose }: Options & { onClose: () => void }) {
  const root = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(first);
  const picture = pictures[index];
  const count = pictures.length;
  const turn = (steps: number) => setIndex((index + steps + count) % count);

  useEffect(() => {
    const focused = document.activeElement;
    root.current?.showModal();
    return () => {
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowLeft') turn(-1);
    else if (event.key === 'ArrowRight') turn(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (!picture) return null;
  const { src, name, description } = picture;
  return (
    <dialog
      ref={root}
      class="lightbox"
      aria-label={`Picture: ${name}`}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target instanceof Element && !target.closest('img, button, a')) onClose();
      }}
    >
      <div class="lightbox-bar">
        <span class="lightbox-name">{name}</span>
        {count > 1 && (
          <span role="status">
            {index + 1} of {count}
          </span>
        )}
        <a class="icon" href={src} target="_blank" rel="noopener" aria-label="Open in the browser" data-tooltip>
          <Icon name="expand" />
        </a>
        <a class="icon" href={src} download={name} aria-label="Download" data-tooltip>
          <Icon name="download" />
        </a>
        <button type="button" class="icon" aria-label="Close" data-tooltip onClick={onClose}>
          ✕
        </button>
      </div>
      <figure>
        <img key={src} src={src} alt={description ?? name} />
        {description !== undefined && <figcaption>{description}</figcaption>}
      </figure>
      {count > 1 && (
        <>
          <button type="button" class="lightbox-turn back" aria-label="Previous picture" onClick={() => turn(-1)}>
            ‹
          </button>
          <button type="button" class="lightbox-turn" aria-label="Next picture" onClick={() => turn(1)}>
            ›
          </button>
        </>
      )}
    </dialog>
  );
}
