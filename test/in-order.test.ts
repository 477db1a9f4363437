import { expect, test } from 'vitest';
import { createInOrder } from '../src/in-order.ts';

test('tasks of one key run one after another, different keys side by side', async () => {
  const inOrder = createInOrder();
  const events: string[] = [];
  const first = Promise.withResolvers<void>();
  const task =
    (name: string, until: Promise<void> = Promise.resolve()) =>
    async () => {
      events.push(`${name} begins`);
      await until;
      events.push(`${name} ends`);
    };

  const all = [inOrder.run('a', task('a1', first.promise)), inOrder.run('a', task('a2')), inOrder.run('b', task('b1'))];
  await all[2];
  first.resolve();
  await Promise.all(all);

  expect(events).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
});

test('a task that fails rejects its own call and lets the next one run', async () => {
  const inOrder = createInOrder();

  const failing = inOrder.run('a', () => Promise.reject(new Error('no')));
  const next = inOrder.run('a', async () => 'yes');

  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
