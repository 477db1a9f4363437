/** @import { Channel, Message, ServerEvent } from './types.ts' */
import { createApi } from './api.js';
import { createInteractions } from './components/interactions.js';
import { createModalDialog } from './dialogs/modal-dialog.js';
import { element } from './dom.js';
import { followEvents } from './events.js';
import { createForumPane } from './forum/forum-pane.js';
import { icon } from './icons.js';
import { openMembers } from './menus/members.js';
import { openPersonCard } from './menus/person-card.js';
import { createServerSettings } from './menus/server-settings.js';
import { titleOf } from './names.js';
import { createPane } from './pane.js';
import { choosePerson, createPersonSwitch } from './person-switch.js';
import { createRoute } from './route.js';
import { createSidebar } from './sidebar.js';
import { createStore, FORUM } from './store.js';
import { followTime } from './timestamps.js';

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

const newestIn = (/** @type {string} */ id) => store.lists.open(id).messages.at(-1)?.id;
const interactions = createInteractions({ api, newestIn, onChange: scheduleRender });
const modalDialog = createModalDialog({ store, api });

const menu = button('☰', 'Channels', 'menu', toggleMenu);
const back = button('←', 'Back to the channel', 'back', closeThread);
const close = button('✕', 'Close the thread', 'close', closeThread);
const members = button(icon('people'), 'Members', 'members', () =>
  openMembers({ store, anchor: members, openPerson: (id) => openProfile(id, members) }),
);
const menuOfForum = button('☰', 'Channels', 'menu', toggleMenu);
const common = { store, api, interactions, openThread, open };
const panes = {
  channel: createPane({ ...common, kind: 'channel', onPosted, before: [menu], after: [members] }),
  thread: createPane({ ...common, kind: 'thread', before: [back], after: [close] }),
  forum: createForumPane({ ...common, before: [menuOfForum] }),
};
const sidebar = createSidebar({
  store,
  personSwitch: createPersonSwitch(state, (anchor) => openProfile(state.you.id, anchor)),
  open,
  openDirect,
  settings: createServerSettings({ store, api }),
});
const skip = element('a', { class: 'skip', href: '#channel-text', onclick: skipToText }, 'To the message box');
const shade = element('div', { class: 'shade', onclick: () => setMenu(false) });
document.body.prepend(skip);
document.body.append(
  element('div', { class: 'app' }, sidebar.root, shade, panes.channel.root, panes.forum.root, panes.thread.root),
);
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !document.body.classList.contains('with-menu')) return;
  setMenu(false);
  menu.focus();
});
document.addEventListener('visibilitychange', render);

render();
followTime();
followEvents({ url: api.eventsUrl, onEvent, onLost: store.lost });

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

/** @param {ServerEvent} event */
function onEvent(event) {
  store.apply(event);
  if (event.type === 'MESSAGE_DELETE') interactions.forget(event.data.id);
  if (event.type !== 'MESSAGE_CREATE') return;
  const { interaction_metadata: interaction, channel_id: channelId } = event.data;
  if (interaction?.user.id === store.state.you.id) interactions.heard(channelId, interaction.name);
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
  const isForum = channel?.type === FORUM;
  panes.channel.show(isForum ? undefined : channel);
  panes.thread.show(thread); // what is open is read: the forum shows it so
  panes.forum.show(isForum ? channel : undefined);
  modalDialog.show(store.state.modal);
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
function open(channel) {
  if (channel.thread_metadata) openThread(channel);
  else openChannel(channel);
}

/** @param {Channel} channel */
function openChannel(channel) {
  setMenu(false);
  route.go(channel.id);
  render();
  focusMain();
}

function focusMain() {
  (current().channel?.type === FORUM ? panes.forum : panes.channel).focus();
}

/**
 * @param {string} userId
 * @param {HTMLElement} anchor
 */
function openProfile(userId, anchor) {
  const channelId = current().channel?.id ?? '';
  void openPersonCard({ store, api, interactions, userId, channelId, anchor, onError: panes.channel.onError });
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
  focusMain();
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
  focusMain();
}

/**
 * @param {string | Node} sign
 * @param {string} label
 * @param {string} name
 * @param {() => void} onclick
 */
function button(sign, label, name, onclick) {
  return element('button', { type: 'button', class: `icon ${name}`, 'aria-label': label, title: label, onclick }, sign);
}
