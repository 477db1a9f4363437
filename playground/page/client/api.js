/** @import { Channel, Choice, Command, Message, MessagePage, Person, State } from './types.ts' */

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
     * @param {string} id
     * @param {string} content
     */
    post: async (id, content) => /** @type {Message} */ (await call('POST', `${channel(id)}/messages`, { content })),
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
     * Answers when the bot has answered.
     *
     * @param {string} id
     * @param {string} text
     */
    command: (id, text) => call('POST', `${channel(id)}/commands`, { text }),
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
  };
}
