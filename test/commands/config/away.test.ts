import { expect, onTestFinished, test } from 'vitest';
import { startBot, startDiscord } from '../../support/bot.ts';
import { openPanel } from '../../support/config-panel.ts';
import { redisIsMissing, startOwnRedis } from '../../support/redis.ts';
import { shareBot } from '../../support/shared-bot.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const stage = shareBot({
  settings: { ASSISTANTS_BASE_URL: 'http://127.0.0.1:9/v1', ASSISTANTS_API_KEY: 'a-key' },
});

test('while the Assistants server is away, everything but the choice of assistants works', async () => {
  const panel = await openPanel(stage.discord.person('Mia', { moderator: true }), stage.general);
  await panel.go('Where, when and as whom');
  const text = panel.text();

  await panel.click('Extra instructions …');
  await panel.fillIn({ 'Extra instructions': 'Be brief.' });

  expect(text).toContain('I cannot get at the list of assistants right now');
  expect(await stage.settings()).toEqual({ everywhere: { instructions: 'Be brief.' } });
});

test.skipIf(redisIsMissing)('while the store is away the panel says so, and works again after it', async () => {
  const redis = await startOwnRedis();
  onTestFinished(() => redis.stop());
  const discord = await startDiscord({ rateLimits: false });
  await startBot(discord, { REDIS_URL: redis.url, DATA_DIR: temporaryFolder() });
  const panel = await openPanel(discord.person('Mia', { moderator: true }), discord.channel('general').id);
  await panel.go('Where, when and as whom');

  redis.process.kill('SIGSTOP');
  const reply = await panel.choose('When I speak', 'Never');
  redis.process.kill('SIGCONT');
  await panel.choose('When I speak', 'Never');

  expect(reply.message.content).toContain('I cannot get at my memory right now');
  expect(panel.chosen('When I speak')).toBe('Never');
});
