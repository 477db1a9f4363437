import { Events, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Host } from '../../playground/host.ts';
import type { Playground } from '../../playground/playground.ts';
import { ask, logInEcho, openPlayground } from '../support/playground.ts';
import { followEvents } from '../support/server-events.ts';

/** Of no shape that one could know. */
const GIVEN = 'given-when-it-was-made';
const PASTED = 'pasted-on-the-page/"1"';
const KEY = 'sk-proj-0123456789abcdef';
const PASSWORD = 'correct-horse-battery';

/** Everything that the inspector tells, in one text. */
async function everything(playground: Playground): Promise<string> {
  const get = (path: string) => ask(playground, 'GET', `/inspector${path}`);
  const list = await get('/entries');
  const texts = [list.text];
  for (const { id } of list.body as { id: number }[])
    for (const path of [`/entries/${id}`, `/entries/${id}/curl`]) texts.push((await get(path)).text);
  return texts.join('\n');
}

/** A host that takes any key, and whose Assistants API repeats it. */
const host: Host = {
  name: 'Echo',
  status: () => ({ bot: 'running' }),
  onStatus: () => undefined,
  restart: async () => undefined,
  startOver: async () => undefined,
  models: { list: async () => ({ current: { id: 'a', name: 'A' }, choices: [] }), choose: async () => undefined },
  assistants: { get: async () => Response.json({ instructions: PASTED }), threadOf: async () => undefined },
};

test('no secret is told, wherever it was', async () => {
  const playground = await openPlayground({ secrets: [GIVEN] });
  const { discord, inspector } = playground;
  const events = await followEvents(`${playground.url}/playground/inspector/events`);
  playground.setHost(host);
  const chosen = await ask(playground, 'PUT', '/host/model', { id: 'openai', apiKey: PASTED });
  expect(chosen.status).toBe(200);
  const all = `${GIVEN} ${PASTED} ${KEY} ${discord.token}`;

  // Discord: what people and the bot say, commands, files, names, addresses, the login itself.
  const client = await logInEcho(playground);
  const interactionTokens: string[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    interactionTokens.push(interaction.token);
    if (interaction.isChatInputCommand())
      void interaction.reply(all).then(async () => {
        await interaction.editReply(`${all}!`);
        await interaction.followUp(all);
        await interaction.deleteReply();
      });
  });
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  await client.application.commands.create({ name: 'ping', description: KEY });
  await discord.person('Ada').post(general.id, all);
  await discord.person('Ada').command(general.id, '/ping');
  await general.send({
    content: JSON.stringify({ api_key: 'a-key-of-somebody', password: PASSWORD }),
    embeds: [{ title: all, description: `https://me:${PASSWORD}@host.test/?token=${PASSWORD}` }],
    files: [{ attachment: Buffer.from('x'), name: `${KEY}.txt` }],
  });
  await client.rest.get(`/users/@me`, { query: new URLSearchParams({ access_token: PASSWORD, all }) });
  await client.rest.get(`/webhooks/123456/${'w'.repeat(40)}`).catch(() => undefined);

  // Other services: addresses, bodies, answers, streams, errors.
  const answers = [
    () => Response.json({ all, client_secret: PASSWORD }),
    () =>
      new Response(`event: a\ndata: ${JSON.stringify({ all })}\n\n`, {
        headers: { 'content-type': 'text/event-stream' },
      }),
    () => Promise.reject(new Error(`refused: ${all}`)),
  ];
  for (const answer of answers) {
    const fetch = inspector.fetch('assistants', async () => answer());
    const given = { method: 'POST', headers: { authorization: `Bearer ${KEY}` }, body: JSON.stringify({ all }) };
    await fetch(`http://engine.test/v1/threads?key=${encodeURIComponent(all)}`, given)
      .then((response) => response.text())
      .catch(() => undefined);
  }
  const tools = [{ name: all, arguments: JSON.stringify({ api_key: PASSWORD }) }];
  const request = { instructions: all, input: [{ text: all }], tools };
  inspector.record({ kind: 'model', atMs: 0, tookMs: 1, model: all, request, answer: all, error: all });

  const [interactionToken = ''] = interactionTokens;
  expect(interactionToken.length).toBeGreaterThan(20);
  await expect.poll(async () => (await everything(playground)).includes('refused: '), { timeout: 10_000 }).toBe(true);
  const thread = (await ask(playground, 'GET', '/assistants/assistants/asst_1')).text;
  const told = `${await everything(playground)}\n${JSON.stringify(events)}\n${thread}`;
  expect(told).toContain('INTERACTION_CREATE');
  const secrets = [GIVEN, PASTED, KEY, PASSWORD, discord.token, interactionToken, 'w'.repeat(40), 'a-key-of-somebody'];
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
  ]);
  expect(forms.filter((form) => told.includes(form))).toEqual([]);
});
