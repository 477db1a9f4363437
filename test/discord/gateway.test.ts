import { expect, test } from 'vitest';
import type { Post } from '../../src/conversation/post.ts';
import { StoreAwayError } from '../../src/conversation/store-away.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { startDiscord, untilAnswers } from '../support/bot.ts';
import { startGateway } from '../support/gateway.ts';

const english = textsIn();

test('a post that cannot be taken in is apologised for where it would have been answered', async () => {
  const discord = await startDiscord();
  await startGateway(discord, { conversations: { take: () => Promise.reject(new Error('a mistake of ours')) } });
  const channelId = discord.channel('general').id;

  const post = await discord.person('Ada').post(channelId, `<@${discord.bot.id}> hello`);

  const [apology] = await untilAnswers(discord, channelId, 1);
  expect(apology?.content).toBe(english('answers.somethingWentWrong'));
  expect(apology?.message_reference?.message_id).toBe(post.id);
});

test('what is too much to be held while the store is away is read again from Discord, in order', async () => {
  const taken: string[] = [];
  let isAway = true;
  const take = async ({ id, text }: Post) => {
    if (isAway) throw new StoreAwayError('away');
    if (!taken.includes(`${id} ${text}`)) taken.push(`${id} ${text}`);
  };
  const discord = await startDiscord();
  const { logged } = await startGateway(discord, { conversations: { take }, maxHeld: 3 });
  const channelId = discord.channel('general').id;
  const ada = discord.person('Ada');
  const posts = [];
  for (let index = 0; index < 10; index += 1) {
    posts.push(await ada.post(channelId, `<@${discord.bot.id}> number ${index}`));
  }
  await expect.poll(() => logged('too many posts wait in memory'), { timeout: 20_000 }).toBe(true);

  isAway = false;

  await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(10);
  expect(taken).toEqual(posts.map(({ id }, index) => `${id} number ${index}`));
});
