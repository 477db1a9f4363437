/** The playground alone, for any bot: `npm run playground`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPlayground, type Playground } from './playground.ts';

/** Administrator: most bots are tried out so. */
const ALL = '8';

const { PORT = '3000', DATA_DIR = './data', BOT_NAME = 'Bot', BOT_PERMISSIONS = ALL } = process.env;
const file = join(DATA_DIR, 'discord.sqlite');

const playground = await start();
if (playground) {
  const { url, discord } = playground;
  console.log(`A Discord on this machine, and a page that shows it: ${url}

Two lines point a discord.js bot at it:

  const client = new Client({ …, rest: { api: '${url}/api' } });
  client.login('${discord.token}');

Everything is kept in ${file}. Ctrl-C ends it.`);
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void (closing ??= playground.close()));
}

async function start(): Promise<Playground | undefined> {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return fail(`PORT is ${PORT}, which is no port.`);
  if (!/^\d+$/.test(BOT_PERMISSIONS))
    return fail(`BOT_PERMISSIONS is ${BOT_PERMISSIONS}. It has to be the number in the link that invites the bot.`);
  try {
    mkdirSync(DATA_DIR, { recursive: true });
    return await createPlayground({ name: BOT_NAME, permissions: BigInt(BOT_PERMISSIONS), port, file });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      return fail(`Port ${PORT} is taken, perhaps by another playground. Stop that, or set PORT to another number.`);
    return fail(`The playground cannot start in DATA_DIR ${DATA_DIR}: ${message}`);
  }
}

function fail(sentence: string): undefined {
  console.error(sentence);
  process.exitCode = 1;
}
