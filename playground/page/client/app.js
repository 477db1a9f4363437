/** @import { Channel, Message } from './types.ts' */
import { createApi } from './api.js';
import { element } from './dom.js';
import { followEvents } from './events.js';
import { titleOf } from './names.js';
import { createPane } from './pane.js';
import { choosePerson, createPersonSwitch } from './person-switch.js';
import { createRoute } from './route.js';
import { createSidebar } from './sidebar.js';
import { createStore } from './store.js';

const RETRY_MS = 1_000;

let isScheduled = false;
/** One's newest post in a channel, until it has a thread. @type {string | undefined} */
let ownPost;

const lost = element('p', { class: 'lost', role: 'status', hidden: true }, 'Reconnecting …');
document.body.append(lost);
const api = createApi(await insist(choosePerson));
const state = await insist(api.state);

const route = createRoute(render);
const store = createStore({
  api,
  state,
  onChange: scheduleRender,
  onGone: () => location.reload(),
});

const menu = button('☰', 'Channels', 'menu', toggleMenu);
const back = button('←', 'Back to the channel', 'back', closeThread);
const close = button('✕', 'Close the thread', 'close', closeThread);
const panes = {
  channel: createPane({ kind: 'channel', store, api, openThread, onPosted, before: [menu] }),
  thread: createPane({ kind: 'thread', store, api, openThread, before: [back], after: [close] }),
};
const sidebar = createSidebar({
  store,
  personSwitch: createPersonSwitch(state),
  open: (channel) => (channel.thread_metadata ? openThread(channel) : openChannel(channel)),
  openDirect,
});
const skip = element('a', { class: 'skip', href: '#channel-text', onclick: skipToText }, 'To the message box');
const shade = element('div', { class: 'shade', onclick: () => setMenu(false) });
document.body.prepend(skip);
document.body.append(element('div', { class: 'app' }, sidebar.root, shade, panes.channel.root, panes.thread.root));
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !document.body.classList.contains('with-menu')) return;
  setMenu(false);
  menu.focus();
});
document.addEventListener('visibilitychange', render);

render();
followEvents({ url: api.eventsUrl, onEvent: store.apply, onLost: store.lost });

/**
 * What the page cannot begin without.
 *
 * @template Value
 * @param {() => Promise<Value>} read
 */
async function insist(read) {
  for (;;) {
    try {
      return await read();
    } catch {
      lost.hidden = false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Many changes, one rendering. */
function scheduleRender() {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => {
    isScheduled = false;
    render();
  });
}

function render() {
  openOwnThread();
  const { channel, thread } = current();
  panes.channel.show(channel);
  panes.thread.show(thread);
  sidebar.update([channel?.id, thread?.id]);
  lost.hidden = store.isConnected;
  document.body.classList.toggle('with-thread', thread !== undefined);
  const name = thread ? titleOf(thread) : channel ? `${channel.recipients ? '@' : '#'}${titleOf(channel)}` : '';
  document.title = `${name} · ${store.state.guild.name}`;
}

/** What the address names, or what is there. */
function current() {
  const { channelId, threadId } = route.get();
  const [first] = store.textChannels();
  const channel = store.channel(channelId) ?? first;
  const thread = store.channel(threadId);
  return { channel, thread: thread?.parent_id === channel?.id ? thread : undefined };
}

/** @param {Channel} channel */
function openChannel(channel) {
  setMenu(false);
  route.go(channel.id);
  render();
  panes.channel.focus();
}

/** @param {Channel} thread */
function openThread(thread) {
  setMenu(false);
  route.go(thread.parent_id ?? '', thread.id);
  render();
  panes.thread.focus();
}

/** @param {Message} message */
function onPosted({ id }) {
  ownPost = id;
  scheduleRender();
}

/** A thread that begins with one's own post opens by itself, unless one is writing in another. */
function openOwnThread() {
  const thread = store.channel(ownPost);
  if (!thread) return;
  ownPost = undefined;
  if (thread.parent_id !== current().channel?.id || panes.thread.isWriting()) return;
  route.go(thread.parent_id ?? '', thread.id);
  panes.thread.show(thread);
  // On a narrow screen the thread takes the place of where the focus was.
  document.body.classList.add('with-thread');
  if (panes.channel.root.offsetParent === null) panes.thread.focus();
}

function closeThread() {
  const { channel } = current();
  if (!channel) return;
  route.go(channel.id);
  render();
  panes.channel.focus();
}

function openDirect() {
  api
    .openDirect()
    .then((channel) => {
      store.addChannel(channel);
      openChannel(channel);
    })
    .catch(() => undefined); // without an answer the bar above says so
}

function toggleMenu() {
  setMenu(!document.body.classList.contains('with-menu'));
}

/** @param {boolean} isOpen */
function setMenu(isOpen) {
  document.body.classList.toggle('with-menu', isOpen);
  menu.setAttribute('aria-expanded', String(isOpen));
  // On a narrow screen the sidebar lies over the rest; elsewhere it is always there.
  if (isOpen) sidebar.focus();
}

/** @param {Event} event */
function skipToText(event) {
  event.preventDefault(); // the address names what is open
  panes.channel.focus();
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {string} name
 * @param {() => void} onclick
 */
function button(sign, label, name, onclick) {
  return element('button', { type: 'button', class: `icon ${name}`, 'aria-label': label, title: label, onclick }, sign);
}
