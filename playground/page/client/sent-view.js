/** @import { Sent } from './components/interactions.js' */
/** @import { User } from './types.ts' */
import { avatar } from './avatar.js';
import { element } from './dom.js';
import { icon } from './icons.js';
import { nameOf } from './names.js';

/**
 * A command that is on its way, or that the bot has not answered.
 *
 * @param {{ bot: User, you: User, sent: Sent, dismiss: () => void }} options
 */
export function sentView({ bot, you, sent: { name, isMenu, problem }, dismiss }) {
  const text =
    problem === undefined
      ? element('p', { class: 'quiet' }, 'Sending command …')
      : element('p', { class: 'failed', role: 'alert' }, icon('warning'), ` ${problem}`);
  const link = element('button', { type: 'button', class: 'link', onclick: dismiss }, 'Dismiss message');
  return [
    avatar(bot),
    element(
      'div',
      { class: 'body' },
      element(
        'p',
        { class: 'origin' },
        element('strong', {}, nameOf(you)),
        ' used ',
        element('span', { class: 'mention' }, isMenu ? name : `/${name}`),
      ),
      element('div', { class: 'head' }, element('strong', {}, nameOf(bot)), element('span', { class: 'badge' }, 'Bot')),
      text,
      problem === undefined
        ? undefined
        : element('p', { class: 'only-you' }, icon('eye'), ' Only you can see this · ', link),
    ),
  ];
}
