/** Where one column is all there is room for; the style sheets have the same number. */
const PHONE = '(max-width: 720px)';

/** Whether there is room for one column only. */
export const isPhone = () => matchMedia(PHONE).matches;

/** Whether a thread takes the place of its channel; the style sheets have the same number. */
export const NARROW = '(max-width: 1100px)';

/** Whether one points with a finger: a text that is focused opens the keyboard over half of the page. */
export const isTouch = () => matchMedia('(pointer: coarse)').matches;
