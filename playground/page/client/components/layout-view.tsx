import type { Component, Message } from '../types.ts';

interface Props {
  message: Message;
  component: Component;
}

/** A component of a message: a row of buttons or menus, or (Components V2) a text, a section, a container, … */
export function LayoutView({ component }: Props) {
  return <p>{`component ${component.type}`}</p>;
}
