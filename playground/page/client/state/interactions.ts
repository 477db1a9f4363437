import { signal } from '@preact/signals';
import { type Api, Refusal } from '../api.ts';
import type { Component, Message } from '../types.ts';
import type { SentCommand } from './sent-command.ts';

interface Choice {
  /** The menu as it was. */
  menu: string;
  values: string[];
}

interface Options {
  api: Api;
  /** The id of the newest message that is known of a channel. */
  newestIn: (channelId: string) => string | undefined;
  isConnected: () => boolean;
}

const FAILED = 'This interaction failed';
const SILENT = 'The application did not respond';

/**
 * What this person has pressed, chosen and sent, as far as only this page knows of it: what is under way, what failed,
 * and what is chosen in menus that the bot has not changed.
 */
export function createInteractions({ api, newestIn, isConnected }: Options) {
  /** What is being pressed, by message. */
  const busy = signal<ReadonlyMap<string, string>>(new Map());
  /** What failed, by message. */
  const problems = signal<ReadonlyMap<string, string>>(new Map());
  /** By message and custom id. */
  const choices = signal<ReadonlyMap<string, Choice>>(new Map());
  const sent = signal<readonly SentCommand[]>([]);
  /** What ends the waiting for the events, by nonce. */
  const awaited = new Map<string, () => void>();
  let count = 0;

  /** Makes a request, and resolves when it is answered and all that came of it has arrived as events. */
  async function settled(request: (nonce: string) => Promise<unknown>): Promise<void> {
    const nonce = crypto.randomUUID();
    const events = new Promise<void>((resolve) => awaited.set(nonce, resolve));
    try {
      await request(nonce);
      await events;
    } finally {
      awaited.delete(nonce);
    }
  }

  const drop = (one: SentCommand) => void (sent.value = sent.peek().filter(({ id }) => id !== one.id));

  function fail(failed: readonly SentCommand[]): void {
    const ids = failed.map(({ id }) => id);
    sent.value = sent.peek().map((one) => (ids.includes(one.id) ? { ...one, problem: SILENT } : one));
  }

  return {
    settled,
    /** `INTERACTION_SUCCESS` has come. */
    succeeded: (nonce: string) => awaited.get(nonce)?.(),
    /** Everything is read anew: what was awaited may have come before. */
    refreshed(): void {
      for (const end of awaited.values()) end();
    },

    /** Presses a button, or chooses `values` in a menu. Never rejects: what fails is shown at the message. */
    async press(message: Message, component: Component, values?: string[]): Promise<void> {
      const { id } = message;
      const customId = component.custom_id ?? '';
      if (busy.peek().has(id)) return;
      busy.value = withEntry(busy.peek(), id, customId);
      problems.value = without(problems.peek(), id);
      const key = `${id} ${customId}`;
      if (values) choices.value = withEntry(choices.peek(), key, { menu: JSON.stringify(component), values });
      try {
        await settled((nonce) => api.press(message, { customId, ...(values && { values }) }, nonce));
        problems.value = without(problems.peek(), id); // of a connection that was lost meanwhile
      } catch (error) {
        choices.value = without(choices.peek(), key);
        problems.value = withEntry(problems.peek(), id, isRefusal(error) ? error.message : FAILED);
      } finally {
        busy.value = without(busy.peek(), id);
      }
    },

    /**
     * Sends a command. Resolves also when the bot keeps silent, or is lost while it answers: that is shown in the log.
     * Rejects with a sentence when it was not sent.
     */
    async send(
      what: Pick<SentCommand, 'channelId' | 'name' | 'isMenu'>,
      request: (nonce: string) => Promise<unknown>,
    ): Promise<void> {
      const isSent = isConnected();
      const one: SentCommand = { ...what, id: `sent ${++count}`, after: newestIn(what.channelId) };
      sent.value = [...sent.peek(), one];
      try {
        await settled(request);
        drop(one);
      } catch (error) {
        if (isRefusal(error) || !isSent) {
          drop(one);
          throw error;
        }
        fail([one]);
      }
    },

    /**
     * The connection is lost: nobody may ever tell what became of what is under way. An answer that comes all the same
     * puts it right.
     */
    lost(): void {
      for (const id of busy.peek().keys()) problems.value = withEntry(problems.peek(), id, FAILED);
      busy.value = new Map();
      fail(sent.peek());
    },

    /** The bot has begun to answer a command there. */
    heard(channelId: string, name: string | undefined): void {
      const first = sent
        .peek()
        .find((one) => one.channelId === channelId && one.name === name && one.problem === undefined);
      if (first) drop(first);
    },

    drop,
    sentIn: (channelId: string): SentCommand[] => sent.value.filter((one) => one.channelId === channelId),
    /** The custom id of what is under way on a message, and what failed. */
    of: (messageId: string) => ({ busy: busy.value.get(messageId), problem: problems.value.get(messageId) }),
    /** What was chosen in a menu; undefined when the bot has changed it since. */
    chosen(messageId: string, component: Component): string[] | undefined {
      const choice = choices.value.get(`${messageId} ${component.custom_id}`);
      return choice?.menu === JSON.stringify(component) ? choice.values : undefined;
    },
    /** The message is gone. */
    forget(messageId: string): void {
      problems.value = without(problems.peek(), messageId);
      choices.value = new Map([...choices.peek()].filter(([key]) => !key.startsWith(`${messageId} `)));
    },
  };
}

/** Whether the local Discord has said no; otherwise the bot kept silent, or nothing came back. */
function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal && !error.isSilence;
}

function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
