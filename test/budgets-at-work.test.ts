import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answersIn, redisPlace, startDiscord } from './support/bot.ts';
import { startScript } from './support/process.ts';
import { redisIsMissing } from './support/redis.ts';
import { temporaryFolder } from './support/temporary.ts';

const PEOPLE = 200;
const LIMIT = 100;

test.skipIf(redisIsMissing)(
  `${PEOPLE} people in as many threads, all at once, two processes on one Redis: exactly ${LIMIT} are answered, the others hear why not`,
  { timeout: 60_000 },
  async () => {
    const discord = await startDiscord({ rateLimits: false });
    const serversFile = join(temporaryFolder(), 'servers.json');
    const budget = { per: 'server', unit: 'answers', window: 'month', limit: LIMIT };
    writeFileSync(serversFile, JSON.stringify({ defaults: { budgets: [budget] } }));
    const settings = {
      ...(await redisPlace.prepare()),
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
      SERVERS_FILE: serversFile,
    };
    const bots = [startScript('start.ts', settings), startScript('start.ts', settings)];
    await Promise.all(bots.map((bot) => bot.until('is online')));
    const people = Array.from({ length: PEOPLE }, (_, index) => discord.person(`Person ${index}`));
    const general = discord.channel('general').id;
    const threads = await Promise.all(people.map((one) => one.startThread(general, { name: 'A question' })));

    await Promise.all(
      people.map((one, index) => one.post(threads[index]?.id ?? '', `<@${discord.bot.id}> What is the time?`)),
    );
    const said = () => threads.map(({ id }) => answersIn(discord, id).map(({ content }) => content));
    await discord.until(() => said().every((texts) => texts.length > 0), {
      what: 'a reply for all',
      timeoutMs: 50_000,
    });

    const refused = said().filter(([text]) => text?.startsWith(`This server has used up its ${LIMIT} answers`));
    expect(said().filter((texts) => texts.length !== 1)).toEqual([]);
    expect(refused).toHaveLength(PEOPLE - LIMIT);
    expect(refused.flat().filter((text) => !/<t:\d+:R>/.test(text))).toEqual([]);
  },
);
