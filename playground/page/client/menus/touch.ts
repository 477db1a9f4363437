/** Whether menus rise from the lower edge: as in `menus.css`. */
export function hasLittleRoom(): boolean {
  return matchMedia('(max-width: 720px)').matches;
}

/** Whether typing brings up a keyboard over the page. */
export function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/** For a press that only closes something: what lies beneath the finger is not pressed with it. */
export function swallowClick(): void {
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const done = () => setTimeout(() => removeEventListener('click', stop, { capture: true }));
  addEventListener('click', stop, { capture: true, once: true });
  addEventListener('pointerup', done, { capture: true, once: true });
  addEventListener('pointercancel', done, { capture: true, once: true });
}
