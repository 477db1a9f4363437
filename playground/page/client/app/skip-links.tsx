import { focusPane, focusRegion } from './focus.ts';

/** For those who come by keyboard: past the lists. */
export function SkipLinks() {
  const go = (event: Event, move: () => void) => {
    event.preventDefault(); // the address names what is open
    move();
  };
  return (
    <>
      <a class="skip" href="#conversation" onClick={(event) => go(event, () => focusPane('channel'))}>
        To the message box
      </a>
      <a class="skip" href="#places" onClick={(event) => go(event, () => focusRegion('.places'))}>
        To the channels
      </a>
    </>
  );
}
