import { expect, onTestFinished, test } from 'vitest';
import { startBot, startDiscord } from '../support/bot.ts';
import { redisIsMissing, startOwnRedis } from '../support/redis.ts';
import { temporaryFolder } from '../support/temporary.ts';

test.skipIf(redisIsMissing)('while the store is away, commands about what is kept of a person say so', async () => {
  const redis = await startOwnRedis();
  onTestFinished(() => redis.stop());
  const discord = await startDiscord({ rateLimits: false });
  await startBot(discord, { REDIS_URL: redis.url, DATA_DIR: temporaryFolder() });
  const general = discord.channel('general').id;
  const mia = discord.person('Mia', { moderator: true });
  const asked = await mia.command(general, '/forget me');

  redis.process.kill('SIGSTOP');
  const replies = await Promise.all([
    mia.click(general, asked.message.id, 'Forget me'),
    mia.command(general, '/usage me'),
    mia.command(general, '/usage server'),
    mia.command(general, '/export'),
  ]);
  redis.process.kill('SIGCONT');

  for (const { message } of replies) expect(message.content).toContain('I cannot get at my memory right now');
});
