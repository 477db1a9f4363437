import { useEffect, useState } from 'preact/hooks';

interface Props {
  /** What it is dropped on. */
  pane: { readonly current: HTMLElement | null };
  place: string;
  onDrop: (files: File[], isAtOnce: boolean) => void;
}

/** Takes files that are dropped anywhere on a conversation, and says so while they hover. */
export function DropOverlay({ pane: root, place, onDrop }: Props) {
  const [box, setBox] = useState<DOMRect>();

  useEffect(() => {
    const pane = root.current?.closest<HTMLElement>('.pane');
    if (!pane) return undefined;
    const stop = new AbortController();
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void) =>
      pane.addEventListener(type, (event) => hasFiles(event) && handle(event), { signal: stop.signal });

    listen('dragenter', () => setBox(pane.getBoundingClientRect()));
    listen('dragover', (event) => event.preventDefault());
    listen('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !pane.contains(relatedTarget)) setBox(undefined);
    });
    listen('drop', (event) => {
      event.preventDefault();
      setBox(undefined);
      onDrop([...(event.dataTransfer?.files ?? [])], event.shiftKey);
    });
    return () => stop.abort();
  });

  if (!box) return null;
  const { left, top, width, height } = box;
  return (
    <div
      class="drop-overlay"
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
    >
      <p>
        <strong>Drop to upload to {place}</strong>
        <span>Hold Shift to send at once</span>
      </p>
    </div>
  );
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
