/** @import { Api } from '../api.js' */
/** @import { Component, Message } from '../types.ts' */
import { Refusal } from '../api.js';

/**
 * A command that was sent and that the bot has not answered yet, or has failed to answer.
 *
 * @typedef {object} Sent
 * @property {string} id
 * @property {string} channelId
 * @property {string} name `assistant switch`, or that of an entry of a menu.
 * @property {boolean} isMenu
 * @property {string | undefined} after The newest message when it was sent: it stands beneath that.
 * @property {string} [problem] Why it failed.
 */

/** @typedef {ReturnType<typeof createInteractions>} Interactions */

/**
 * What this person has pressed, chosen and sent, as far as only this page knows of it: what is under way, what failed,
 * and what is chosen in menus that the bot has not changed.
 *
 * @param {object} options
 * @param {Api} options.api
 * @param {(channelId: string) => string | undefined} options.newestIn The id of the newest message that is known.
 * @param {() => void} options.onChange
 */
export function createInteractions({ api, newestIn, onChange }) {
  /** What is being pressed, by message. @type {Map<string, string>} */
  const busy = new Map();
  /** What failed, by message. @type {Map<string, string>} */
  const problems = new Map();
  /** What was chosen, and in which menu, by message and custom id. @type {Map<string, { menu: string, values: string[] }>} */
  const choices = new Map();
  /** @type {readonly Sent[]} */
  let sent = [];
  let count = 0;

  /** @param {Sent} one */
  function drop(one) {
    sent = sent.filter((other) => other !== one);
    onChange();
  }

  return {
    /**
     * Presses a button, or chooses `values` in a menu. Never rejects: what fails is shown at the message.
     *
     * @param {Message} message
     * @param {Component} component
     * @param {string[]} [values]
     */
    async press(message, component, values) {
      const { id } = message;
      const customId = component.custom_id ?? '';
      if (busy.has(id)) return;
      busy.set(id, customId);
      problems.delete(id);
      const key = `${id} ${customId}`;
      if (values) choices.set(key, { menu: JSON.stringify(component), values });
      onChange();
      try {
        await api.press(message, customId, values);
      } catch (error) {
        choices.delete(key);
        problems.set(id, isSilence(error) ? 'This interaction failed' : /** @type {Error} */ (error).message);
      } finally {
        busy.delete(id);
        onChange();
      }
    },

    /**
     * Sends a command. Resolves also when the bot keeps silent: that is shown in the log.
     *
     * @param {Pick<Sent, 'channelId' | 'name' | 'isMenu'>} what
     * @param {() => Promise<unknown>} request
     */
    async send(what, request) {
      const one = { ...what, id: `sent ${++count}`, after: newestIn(what.channelId) };
      sent = [...sent, one];
      onChange();
      try {
        await request();
      } catch (error) {
        if (!isSilence(error)) throw error;
        const failed = { ...one, problem: 'The application did not respond' };
        sent = sent.map((other) => (other === one ? failed : other));
      } finally {
        drop(one);
      }
    },

    /**
     * The bot has begun to answer a command there.
     *
     * @param {string} channelId
     * @param {string | undefined} name
     */
    heard(channelId, name) {
      const first = sent.find((one) => one.channelId === channelId && one.name === name && one.problem === undefined);
      if (first) drop(first);
    },

    drop,
    /** @param {string} channelId */
    sentIn: (channelId) => sent.filter((one) => one.channelId === channelId),
    /** What is under way on a message, and what failed. @param {string} messageId */
    of: (messageId) => ({ busy: busy.get(messageId), problem: problems.get(messageId) }),
    /**
     * What was chosen in a menu; undefined when the bot has changed it since.
     *
     * @param {string} messageId
     * @param {Component} component
     */
    chosen(messageId, component) {
      const choice = choices.get(`${messageId} ${component.custom_id}`);
      return choice?.menu === JSON.stringify(component) ? choice.values : undefined;
    },
    /** The message is gone. @param {string} messageId */
    forget(messageId) {
      problems.delete(messageId);
      for (const key of choices.keys()) if (key.startsWith(`${messageId} `)) choices.delete(key);
    },
  };
}

/** @param {unknown} error */
function isSilence(error) {
  return error instanceof Refusal && error.isSilence;
}
