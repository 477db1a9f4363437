/** Whether a thread takes the place of its channel; the style sheets have the same number. */
export const NARROW = '(max-width: 1100px)';

/** Whether the members would cover the conversation. */
export const areMembersAbove = () => matchMedia('(max-width: 900px)').matches;

/** Whether one points with a finger: a text that is focused opens the keyboard over half of the page. */
export const isTouch = () => matchMedia('(pointer: coarse)').matches;
