import { Fragment } from 'preact';
import { useVisit } from '../state/visit.ts';

/** What is open above the page. */
export function Layers() {
  const { layers } = useVisit();
  return layers.open.value.map(({ id, content }) => <Fragment key={id}>{content}</Fragment>);
}
