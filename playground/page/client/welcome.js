/** @import { Store } from './store.js' */
/** @import { Channel } from './types.ts' */
import { element } from './dom.js';
import { nameOf, titleOf } from './names.js';

/** What a newcomer may try. */
const FIRST_POSTS = ['what can you do?', 'show me some code', 'show me a long answer'];

/**
 * What an empty channel shows.
 *
 * @param {Store} store
 * @param {Channel} channel
 * @param {(text: string) => void} post
 */
export function welcome(store, channel, post) {
  const bot = nameOf(store.state.bot);
  const isDirect = channel.recipients !== undefined;
  const title = isDirect ? titleOf(channel) : `Welcome to #${titleOf(channel)}`;
  const text = isDirect
    ? `This is the beginning of your conversation with ${titleOf(channel)}. Nobody else sees it.`
    : `This is a small Discord on your own machine, with the real ${bot} in it. Mention @${bot} and see what happens:`;
  const buttons = FIRST_POSTS.map((words) => (isDirect ? words : `@${bot} ${words}`)).map((words) =>
    element('button', { type: 'button', class: 'suggestion', onclick: () => post(words) }, words),
  );
  return element(
    'section',
    { class: 'welcome' },
    element('h3', {}, title),
    element('p', {}, text),
    element('div', {}, ...buttons),
  );
}
