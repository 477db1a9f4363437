import { expect, test } from 'vitest';
import forget from '../../commands/forget.ts';
import type { Forgotten } from '../../src/conversation/forget-person.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { textsIn } from '../../src/texts/texts.ts';

type Click = Parameters<typeof forget.component>[0];

/** What somebody reads who wants to be forgotten, and where their usage was forgotten. */
async function told(outcome: Forgotten) {
  const servers: string[] = [];
  const context = {
    say: textsIn(),
    signal: new AbortController().signal,
    budgets: { forget: async ({ serverId }: { serverId: string }) => void servers.push(serverId) },
    conversations: { forgetPerson: async () => outcome },
  } as unknown as CommandContext;
  const click = { user: { id: '7' }, client: { guilds: { cache: new Map([['1', {}]]) } } } as unknown as Click;
  const { content } = await forget.component(click, ['yes'], context);
  return { content, servers };
}

test('what a person has used is forgotten on every server and in direct messages', async () => {
  const { servers } = await told({ posts: 1, conversations: 1, pending: 0, store: 'done' });

  expect(servers).toEqual(['1', 'direct']);
});

test.each<{ outcome: Forgotten; says: string; name: string }>([
  {
    name: 'answers under way',
    outcome: { posts: 3, conversations: 2, pending: 2, store: 'pending' },
    says: '2 conversations are not done yet',
  },
  {
    name: 'files that are not wiped yet',
    outcome: { posts: 3, conversations: 2, pending: 0, store: 'pending' },
    says: 'they are written anew by themselves',
  },
  {
    name: 'a store that refuses to wipe',
    outcome: { posts: 3, conversations: 2, pending: 0, store: 'refused' },
    says: 'Please ask the people who run this bot',
  },
])('says what is still to be done: $name', async ({ outcome, says }) => {
  const { content } = await told(outcome);

  expect(content).toContain('I have forgotten you: 3 posts in 2 conversations.');
  expect(content).toContain(says);
});
