import { type ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  title: string;
  /** What will happen. */
  what: string;
  /** What should be seen then of a bot that is well made. */
  seen: string;
  /** Gets the ids of the title and of the explanation. */
  children: (ids: { title: string; text: string }) => ComponentChildren;
}

/** One thing that can be broken: what it is, what to look for, and the button or switch for it. */
export function FaultRow({ title, what, seen, children }: Props) {
  const id = useId();
  const ids = { title: `${id}-title`, text: `${id}-text` };
  return (
    <li class="fault">
      <div>
        <h4 id={ids.title}>{title}</h4>
        <p id={ids.text}>
          {what} <span class="muted">{seen}</span>
        </p>
      </div>
      <div class="fault-control">{children(ids)}</div>
    </li>
  );
}
