import { Dialog } from '../dialogs/dialog.tsx';
import type { Visit } from '../state/visit.ts';

const GROUPS: readonly { title: string; keys: readonly (readonly [keys: string, text: string])[] }[] = [
  {
    title: 'Going places',
    keys: [
      ['Ctrl K', 'Go to a channel, thread or person'],
      ['Alt ↑ / Alt ↓', 'The channel before, the next one'],
      ['Alt Shift ↑ / ↓', 'The unread one before, the next one'],
      ['F6 / Shift F6', 'The next part of the page, the one before'],
      ['↑ ↓ Home End', 'In a list of channels, threads or members'],
    ],
  },
  {
    title: 'Reading',
    keys: [
      ['Esc', 'Close the thread, mark the channel as read'],
      ['Shift Esc', 'Mark everything as read'],
      ['Menu key, Shift F10', 'What can be done with a message, channel or person'],
    ],
  },
  {
    title: 'Messages',
    keys: [
      ['↑ ↓ Page Up Page Down', 'From message to message'],
      ['Enter', 'What can be done with it'],
      ['R', 'Reply'],
      ['+', 'Add a reaction'],
      ['E', 'Change it, when it is yours'],
      ['T', 'Start a thread'],
      ['P', 'Pin it, take it off'],
      ['C', 'Copy its text'],
      ['Del', 'Delete it; with Shift without a question'],
    ],
  },
  {
    title: 'Writing',
    keys: [
      ['Enter', 'Send'],
      ['Shift Enter', 'A new line'],
      ['↑', 'Change your last message, when nothing is typed'],
      ['/ @ # :', 'Commands, people, channels, emoji'],
    ],
  },
  {
    title: 'The page',
    keys: [
      ['Ctrl U', 'Show or hide the members'],
      ['Ctrl Shift D', 'Developer tools'],
      ['Ctrl /', 'This list'],
    ],
  },
];

/** Lists the keys of the page. */
export function openShortcuts(visit: Visit): void {
  visit.layers.show((close) => (
    <Dialog title="Keyboard shortcuts" onClose={close}>
      <div class="dialog-body shortcuts" role="group" aria-label="All of them" tabIndex={0}>
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, text]) => (
                <div key={key}>
                  <dt>{text}</dt>
                  <dd>
                    <kbd>{key}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p class="form-note">On a Mac, Ctrl is ⌘.</p>
      </div>
    </Dialog>
  ));
}
