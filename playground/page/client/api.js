/** @import { Channel, Choice, Command, CommandPermission, CommandPermissions, FieldValue, Message, MessagePage, Person, State, Upload } from './types.ts' */

/** A request that the local Discord refused; the message is a sentence for a person. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal';

  /**
   * @param {string} message
   * @param {number} status
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }

  /** Whether the bot kept silent, and not the local Discord refused. */
  get isSilence() {
    return this.status === 504;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<unknown>}
 * @throws {Refusal}
 */
async function call(method, path, body) {
  const response = await fetch(`/playground${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error) => {
    throw new Error('The local Discord does not answer. It may be restarting.', { cause: error });
  });
  if (response.ok) return response.status === 204 ? undefined : response.json();
  throw new Refusal(sentence(await response.json().catch(() => undefined)), response.status);
}

/**
 * What a refusal says, with what is wrong with which field.
 *
 * @param {{ message?: string, errors?: object } | undefined} answer
 */
function sentence(answer) {
  const text = [...fieldProblems(answer?.errors)].join(' ') || answer?.message || 'The local Discord refused this.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * @param {unknown} errors
 * @param {string} [field]
 * @returns {Generator<string>}
 */
function* fieldProblems(errors, field = 'This') {
  if (typeof errors !== 'object' || errors === null) return;
  for (const [key, inner] of Object.entries(errors)) {
    if (key !== '_errors') yield* fieldProblems(inner, key);
    else for (const { message } of inner) yield `${field}: ${message}`;
  }
}

/** Everybody on the server. */
export async function listPeople() {
  return /** @type {Person[]} */ (await call('GET', '/people'));
}

/**
 * Somebody joins; one who is there already stays.
 *
 * @param {{ name: string, moderator?: boolean }} person
 */
export async function addPerson(person) {
  await call('POST', '/people', person);
}

/**
 * Gives or takes a role.
 *
 * @param {{ personId: string, roleId: string, isGiven: boolean }} change
 */
export async function setRole({ personId, roleId, isGiven }) {
  await call(isGiven ? 'PUT' : 'DELETE', `/people/${personId}/roles/${roleId}`);
}

/** @param {string} name */
export async function addRole(name) {
  await call('POST', '/roles', { name, mentionable: true });
}

/** @typedef {ReturnType<typeof createApi>} Api */

/**
 * The local Discord, as one person.
 *
 * @param {string} personId
 */
export function createApi(personId) {
  const person = `/people/${personId}`;
  /** @param {string} id */
  const channel = (id) => `${person}/channels/${id}`;

  return {
    eventsUrl: `/playground${person}/events`,
    state: async () => /** @type {State} */ (await call('GET', `${person}/state`)),
    openDirect: async () => /** @type {Channel} */ (await call('POST', `${person}/directs`, {})),

    /**
     * The newest ones, or those before an id.
     *
     * @param {string} id
     * @param {string} [before]
     */
    async messages(id, before) {
      const query = before === undefined ? '' : `?before=${before}`;
      return /** @type {MessagePage} */ (await call('GET', `${channel(id)}/messages${query}`));
    },
    /**
     * The one message with this id; undefined when it was deleted.
     *
     * @param {string} id
     * @param {string} messageId
     */
    async message(id, messageId) {
      const before = String(BigInt(messageId) + 1n);
      const page = /** @type {MessagePage} */ (await call('GET', `${channel(id)}/messages?before=${before}&limit=1`));
      return page.messages.find((message) => message.id === messageId);
    },
    /**
     * @param {string} id
     * @param {string} content
     * @param {Upload[]} [attachments]
     */
    post: async (id, content, attachments = []) =>
      /** @type {Message} */ (await call('POST', `${channel(id)}/messages`, { content, attachments })),
    /**
     * A post in a forum; tags are ids.
     *
     * @param {string} id
     * @param {{ name: string, content: string, tags: string[] }} post
     */
    postInForum: async (id, post) => /** @type {Channel} */ (await call('POST', `${channel(id)}/posts`, post)),
    /** @param {string} id */
    typing: (id) => call('POST', `${channel(id)}/typing`, {}),
    /**
     * @param {Message} message
     * @param {string} emoji
     * @param {boolean} isOn
     */
    react: ({ channel_id, id }, emoji, isOn) =>
      call(isOn ? 'PUT' : 'DELETE', `${channel(channel_id)}/messages/${id}/reactions/${encodeURIComponent(emoji)}`),

    /** @param {Message} message */
    remove: ({ channel_id, id }) => call('DELETE', `${channel(channel_id)}/messages/${id}`),

    /** @param {string} id */
    commands: async (id) => /** @type {Command[]} */ (await call('GET', `${channel(id)}/commands`)),
    /**
     * Answers when the bot has answered; what it answers with comes as events.
     *
     * @param {string} id
     * @param {string} text
     * @param {Record<string, Upload>} [files] By option.
     */
    command: (id, text, files = {}) => call('POST', `${channel(id)}/commands`, { text, files }),
    /**
     * A command of the menu of a message or a user.
     *
     * @param {string} id
     * @param {{ command: string, messageId: string } | { command: string, userId: string }} menu
     */
    menu: (id, menu) => call('POST', `${channel(id)}/menus`, menu),
    /**
     * Presses a button, or chooses in a menu.
     *
     * @param {Message} message
     * @param {string} customId
     * @param {readonly string[]} [values]
     */
    press: ({ channel_id, id }, customId, values) =>
      call('POST', `${channel(channel_id)}/messages/${id}/components`, { customId, ...(values && { values }) }),
    /**
     * @param {string} id
     * @param {Record<string, FieldValue>} values
     */
    submitModal: (id, values) => call('POST', `${person}/modals/${id}`, { values }),
    /** @param {string} id */
    dismissModal: (id) => call('DELETE', `${person}/modals/${id}`),
    /**
     * @param {string} id
     * @param {string} text
     */
    async autocomplete(id, text) {
      const { choices } = /** @type {{ choices: Choice[] }} */ (
        await call('POST', `${channel(id)}/autocomplete`, { text })
      );
      return choices;
    },

    commandPermissions: async () =>
      /** @type {CommandPermissions[]} */ (await call('GET', `${person}/command-permissions`)),
    /**
     * @param {string} id A command's, or the bot's for all of them.
     * @param {readonly CommandPermission[]} permissions
     */
    setCommandPermissions: (id, permissions) => call('PUT', `${person}/command-permissions/${id}`, { permissions }),
  };
}
