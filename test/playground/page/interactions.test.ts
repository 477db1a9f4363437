import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Refusal } from '../../../playground/page/client/api.ts';
import { createInteractions } from '../../../playground/page/client/state/interactions.ts';
import type { Component, Message } from '../../../playground/page/client/types.ts';

type Press = Parameters<typeof createInteractions>[0]['api']['press'];

const message = { id: '1', channel_id: '2' } as Message;
const button: Component = { type: 2, custom_id: 'go' };
const menu: Component = { type: 3, custom_id: 'menu' };
const command = { channelId: '2', name: 'ask', isMenu: false };

function open({ press, isConnected = true }: { press?: Press; isConnected?: boolean } = {}) {
  const succeed: Press = async (_message, _use, nonce) => interactions.succeeded(nonce);
  const api = { press: press ?? succeed } as Parameters<typeof createInteractions>[0]['api'];
  const interactions = createInteractions({ api, newestIn: () => '9', isConnected: () => isConnected });
  return interactions;
}

test('one thing of a message is pressed at a time, and it is free again when all that came of it is there', async () => {
  const answer = Promise.withResolvers<undefined>();
  const pressed: string[] = [];
  const nonces: string[] = [];
  const interactions = open({
    press: async (_message, { customId }, nonce) => {
      pressed.push(customId);
      nonces.push(nonce);
      await answer.promise;
    },
  });

  const first = interactions.press(message, button);
  await interactions.press(message, menu, ['a']);
  expect(interactions.of('1').busy).toBe('go');
  answer.resolve(undefined);
  await setImmediate();
  expect(interactions.of('1').busy).toBe('go');
  for (const nonce of nonces) interactions.succeeded(nonce);
  await first;

  expect(pressed).toEqual(['go']);
  expect(interactions.of('1')).toEqual({ busy: undefined, problem: undefined });
});

test('what was chosen stays until the bot changes the menu, and goes when the bot keeps silent', async () => {
  const interactions = open();
  await interactions.press(message, menu, ['a']);
  expect(interactions.chosen('1', menu)).toEqual(['a']);
  expect(interactions.chosen('1', { ...menu, placeholder: 'New' })).toBeUndefined();

  const failing = open({
    press: async () => Promise.reject(new Refusal({ message: 'The application did not respond.' }, 504)),
  });
  await failing.press(message, menu, ['a']);
  expect(failing.chosen('1', menu)).toBeUndefined();
  expect(failing.of('1').problem).toBe('This interaction failed');
});

test('what the local Discord refuses is told in its words', async () => {
  const interactions = open({ press: async () => Promise.reject(new Refusal({ message: 'Unknown Message.' }, 404)) });

  await interactions.press(message, button);

  expect(interactions.of('1').problem).toBe('Unknown Message.');
});

test('a connection that is lost leaves nothing hanging, and a late answer puts it right', async () => {
  const [pressed, sent] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const interactions = open({ press: () => pressed.promise });
  const pressing = interactions.press(message, button);
  const sending = interactions.send(command, () => sent.promise);

  interactions.lost();

  expect(interactions.of('1')).toEqual({ busy: undefined, problem: 'This interaction failed' });
  expect(interactions.sentIn('2')).toMatchObject([{ name: 'ask', problem: 'The application did not respond' }]);
  pressed.resolve(undefined);
  sent.resolve(undefined);
  interactions.refreshed();
  await Promise.all([pressing, sending]);
  expect(interactions.of('1').problem).toBeUndefined();
  expect(interactions.sentIn('2')).toEqual([]);
});

test('a command: silence and a lost answer are shown in the log, a refusal goes back to who wrote it', async () => {
  const interactions = open();
  await interactions.send(command, async () => Promise.reject(new Refusal({ message: 'Silence.' }, 504)));
  await interactions.send(command, async () => Promise.reject(new Error('The local Discord does not answer.')));
  expect(interactions.sentIn('2').map(({ problem }) => problem)).toEqual([
    'The application did not respond',
    'The application did not respond',
  ]);

  await expect(
    interactions.send(command, async () => Promise.reject(new Refusal({ message: 'No such command.' }, 400))),
  ).rejects.toThrow('No such command.');
  await expect(
    open({ isConnected: false }).send(command, async () => Promise.reject(new Error('It does not answer.'))),
  ).rejects.toThrow('It does not answer.');
});

test('a command goes from the log when its answer begins; those that have failed stay until they are dismissed', async () => {
  const interactions = open();
  void interactions.send(command, () => new Promise(() => {}));
  void interactions.send(command, () => new Promise(() => {}));
  interactions.heard('2', 'ask');
  expect(interactions.sentIn('2')).toHaveLength(1);

  interactions.lost();
  interactions.heard('2', 'ask');
  const [failed] = interactions.sentIn('2');
  expect(failed).toBeDefined();
  if (failed) interactions.drop(failed);
  expect(interactions.sentIn('2')).toEqual([]);
});
