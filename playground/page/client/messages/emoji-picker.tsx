import { Popup, type Point } from '../menus/popup.tsx';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { react } from './message-actions.ts';

interface Options {
  message: Message;
  anchor: HTMLElement;
  at?: Point | undefined;
}

const EMOJI = ['👍', '👎', '❤️', '😂', '😮', '😢', '🎉', '👀', '✅', '❌', '🙏', '🔥'];

/** Lets one choose an emoji to react with. */
export function openEmojiPicker(visit: Visit, { message, anchor, at }: Options): void {
  visit.layers.show((close) => (
    <Popup anchor={anchor} at={at} onClose={close}>
      <div class="emoji-picker" role="group" aria-label="Emoji">
        {EMOJI.map((name) => (
          <button
            key={name}
            type="button"
            onClick={() => {
              close();
              react(visit, message, { name }, true);
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </Popup>
  ));
}
