import type { ComponentChildren } from 'preact';

interface Props {
  target: string;
  title?: string | undefined;
  children: ComponentChildren;
}

/** A link that leaves this page alone. What another program opens, a mail for example, needs no tab. */
export function Link({ target, title, children }: Props) {
  const tab = /^https?:/i.test(target) ? '_blank' : undefined;
  return (
    <a href={target} title={title} target={tab} rel="noopener noreferrer">
      {children}
    </a>
  );
}
