import { openEmojiPicker as openPicker } from '../emoji/emoji-picker.tsx';
import type { Point } from '../menus/popup.tsx';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { react } from './message-actions.ts';

interface Options {
  message: Message;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** Lets one choose an emoji to react with. */
export function openEmojiPicker(visit: Visit, { message, anchor, at }: Options): void {
  openPicker(visit, { anchor, at, onChoose: (emoji) => react(visit, message, emoji, true) });
}
