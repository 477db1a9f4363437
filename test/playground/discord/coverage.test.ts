import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { ALL_INTENTS, isWanted } from '../../../playground/discord/gateway/intents.ts';
import { restRoutes } from '../../../playground/discord/rest/rest.ts';

const folder = fileURLToPath(new URL('../../../playground/discord', import.meta.url));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

const allEvents: readonly string[] = Object.values(GatewayDispatchEvents);

/** A chapter of the README, with what is below it. */
function chapter(title: string): string {
  const [, text = ''] = readme.split(`\n## ${title}\n`);
  return text.split('\n## ')[0] ?? '';
}

test('the README lists the routes that there are, each once, and no others', () => {
  const nothing = {} as never; // they are only listed
  const resources = { world: nothing, permissions: nothing, views: nothing, actions: nothing };
  const routes = restRoutes({ ...resources, privilegedIntents: nothing, botId: () => '', gatewayUrl: () => '' });
  const known = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

  const listed = [...chapter('REST').matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)`/g)].map(
    ([, route = '']) => route,
  );

  // Those of webhooks are interactions' too, by the id in the path.
  expect(listed.toSorted()).toEqual([...new Set(known)].toSorted());
});

test('the README lists the events that are sent, and no others', () => {
  const [, listed = ''] = /\nEvents, each by its intent[^:]*: ([^.]+)\./.exec(chapter('Gateway')) ?? [];

  expect(listed.split(/,\s+/).toSorted()).toEqual(sentEvents().toSorted());
});

test('no intent is for an event that is never sent', () => {
  const wanted = allEvents.filter((type) => [true, false].some((isDirect) => isWanted(type, ALL_INTENTS, isDirect)));

  expect(wanted.filter((type) => !sentEvents().includes(type))).toEqual([]);
});

/** The names of Discord's events that stand in the code, where they are sent and not where intents are. */
function sentEvents(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files
    .filter((name) => !name.endsWith('intents.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return allEvents.filter((type) => texts.some((text) => text.includes(`'${type}'`)));
}
