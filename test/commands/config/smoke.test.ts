import { test } from 'vitest';
import { startBot, startDiscord, sqlitePlace } from '../../support/bot.ts';

test('smoke', async () => {
  const discord = await startDiscord({
    rateLimits: false,
    seed: { forums: [{ name: 'questions', tags: ['maths', 'done'] }] },
  });
  const bot = await startBot(discord, await sqlitePlace.prepare());
  const mia = discord.person('Mia', { moderator: true });
  const general = discord.channel('general').id;
  const log = (x: any) =>
    console.log(
      x.message.content,
      '\n',
      (x.message.components ?? [])
        .flatMap((r: any) => r.components)
        .map(
          (c: any) =>
            `[${c.type}] ${c.custom_id} ${c.label ?? c.placeholder} ${(c.options ?? []).map((o: any) => o.label + (o.default ? '*' : '')).join(' | ')}`,
        )
        .join('\n '),
    );
  let r = await mia.command(general, '/config panel');
  log(r);
  for (const page of ['place', 'forum', 'roles', 'people', 'bots', 'budgets', 'limits', 'log']) {
    const shown = await mia.choose(general, r.message.id, 'config:home:go:', page);
    log(shown);
    await mia.click(general, r.message.id, 'Back');
  }
  await mia.choose(general, r.message.id, 'config:home:go:', 'place');
  log(await mia.choose(general, r.message.id, 'Choose a channel, a category or a forum', 'questions'));
  log(await mia.choose(general, r.message.id, 'When I speak', 'thread'));
  log(await mia.click(general, r.message.id, 'Forum tags'));
  for (const c of [
    'test',
    'show',
    'export',
    'people allow who:Mia',
    'budget set for:person limit:5 of:answers per:day',
    'budget grant amount:3 of:answers per:day person:Mia',
    'budget reset person:Mia',
    'time-zone name:Europe/Berlin',
    'log-channel channel:general',
  ]) {
    log(await mia.command(general, `/config ${c}`));
  }
  console.log(bot.logged.filter((l) => Number(l.level) >= 40));
});
