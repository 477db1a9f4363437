import { expect, test } from 'vitest';
import { fitOf } from '../../../playground/page/client/app/fit-of.ts';
import { findPosts, type Wanted } from '../../../playground/page/client/forum/find-posts.ts';
import { groupMembers } from '../../../playground/page/client/members/groups.ts';
import { detailsOf, rankOf } from '../../../playground/page/client/members/rank.ts';
import { colourOfRoles, contrast, readableColour } from '../../../playground/page/client/members/role-colour.ts';
import { tagsOf } from '../../../playground/page/client/sidebar/tag-names.ts';
import { withCount } from '../../../playground/page/client/sidebar/with-count.ts';
import { countMentions, mentionsPerson } from '../../../playground/page/client/state/mentions.ts';
import type { Channel, Message, Person, Role, User } from '../../../playground/page/client/types.ts';

const user = (id: string, rest: Partial<User> = {}): User => ({
  id,
  username: id,
  global_name: null,
  bot: false,
  ...rest,
});

const person = (id: string, rest: Partial<Person> = {}): Person => ({
  ...user(id),
  moderator: false,
  permissions: '0',
  roles: [],
  joinedAt: null,
  locale: 'en-US',
  ...rest,
});

test.each([
  { what: 'a mention by name', message: { mentions: [user('1')] }, is: true },
  { what: 'a role of theirs', message: { mention_roles: ['7'] }, is: true },
  { what: 'a role of others', message: { mention_roles: ['8'] }, is: false },
  { what: 'everyone', message: { mention_everyone: true }, is: true },
  { what: 'their own post', message: { mention_everyone: true, author: user('1') }, is: false },
  { what: 'nobody', message: {}, is: false },
])('$what mentions somebody: $is', ({ message, is }) => {
  expect(mentionsPerson(messageOf('1', message), { id: '1', roles: ['7'] })).toBe(is);
});

test('only what came after the last one that was read is counted', () => {
  const messages = ['9', '10', '11'].map((id) => messageOf(id, { mention_everyone: true }));

  expect(countMentions(messages, { id: '1', roles: [] }, '9')).toBe(2);
});

test.each([
  ['help', false, 0, 'help'],
  ['help', true, 0, 'help, unread'],
  ['help', true, 1, 'help, 1 mention'],
  ['help', true, 3, 'help, 3 mentions'],
] as const)('%s (unread: %s, mentions: %i) is called “%s”', (name, isUnread, mentions, label) => {
  expect(withCount(name, isUnread, mentions)).toBe(label);
});

test('the colour of a name is that of the highest role that has one', () => {
  const role = (id: string, position: number, color: number): Role => ({
    id,
    position,
    color,
    name: id,
    mentionable: true,
  });
  const roles = [role('1', 1, 0xff_00_00), role('2', 2, 0x00_ff_00), role('3', 3, 0), role('4', 4, 0x00_00_ff)];

  expect(colourOfRoles(['1', '2', '3'], roles)).toBe(readableColour(0x00_ff_00));
  expect(colourOfRoles(['3'], roles)).toBeUndefined();
});

test.each([0xff_ff_00, 0x00_00_33, 0x80_80_80, 0xff_ff_ff, 0, 0xe6_7e_22])(
  'a name in the colour %i can be read, light and dark',
  (colour) => {
    const [light, dark] = [...readableColour(colour).matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(
      ([, red, green, blue]) => [Number(red), Number(green), Number(blue)] as const,
    );

    expect(contrast(light ?? [0, 0, 0], [0xf2, 0xef, 0xe9])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark ?? [0, 0, 0], [0x15, 0x19, 0x1b])).toBeGreaterThanOrEqual(4.5);
  },
);

test('who somebody is: their rank, their roles, and whether they have just come to an older server', () => {
  const idOf = (time: number) => String(BigInt(time - 1_420_070_400_000) << 22n);
  const guild = {
    id: idOf(Date.now() - 9 * 86_400_000),
    name: '',
    ownerId: '1',
    preferredLocale: 'de',
    premiumTier: 0,
  };
  const roles = [{ id: '7', name: 'Regular', color: 0, position: 1, mentionable: true }];
  const joined = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const described = (one: Person) => [rankOf(one, guild), ...detailsOf(one, { ...guild, maxFileBytes: 0 }, roles)];

  expect(described(person('1'))).toEqual(['owner']);
  expect(described(person('2', { moderator: true, joinedAt: joined(8) }))).toEqual(['moderator']);
  expect(described(person('3', { roles: ['7'], joinedAt: joined(8) }))).toEqual(['member', 'Regular']);
  expect(described(person('4', { joinedAt: joined(0) }))).toEqual(['member', 'new here']);
});

test('tags are named in a line; those that are there stay the same ones', () => {
  const known = [{ id: '1', name: 'open', moderated: true, emoji_name: null }];

  expect(tagsOf(' open, solved ,, solved', known)).toEqual([
    { id: '1', name: 'open', moderated: true },
    { name: 'solved' },
  ]);
});

test('posts are found by title and tag, sorted, and those that are archived are apart', () => {
  const post = (id: string, name: string, rest: Partial<Channel> = {}): Channel => ({
    id,
    type: 11,
    name,
    last_message_id: id,
    ...rest,
  });
  const archived = { archived: true, locked: false, archive_timestamp: '' };
  const posts = [
    post('1', 'How?', { last_message_id: '9', applied_tags: ['a'] }),
    post('2', 'Why?', { applied_tags: ['a', 'b'] }),
    post('3', 'When?', { thread_metadata: archived }),
  ];
  const ids = (wanted: Partial<Wanted>) => {
    const found = findPosts(posts, { search: '', tags: [], order: 'activity', ...wanted });
    return [found.open, found.archived].map((list) => list.map(({ id }) => id).join(' '));
  };

  expect(ids({})).toEqual(['1 2', '3']);
  expect(ids({ order: 'creation' })).toEqual(['2 1', '3']);
  expect(ids({ tags: ['b'] })).toEqual(['2', '']);
  expect(ids({ search: 'WHEN' })).toEqual(['', '3']);
});

test('members are grouped by what they are; a bot that is away comes last', () => {
  const bot = { ...user('bot', { bot: true }), online: false, roles: [] };
  const people = [person('zoe'), person('mia', { moderator: true }), person('ada'), person('robo', { bot: true })];
  const groups = (online: boolean) =>
    groupMembers({ bot: { ...bot, online }, people }).map(
      ({ title, members }) => `${title}: ${members.map(({ id }) => id).join(' ')}`,
    );

  expect(groups(true)).toEqual(['Bots: bot robo', 'Moderators: mia', 'Members: ada zoe']);
  expect(groups(false)).toEqual(['Bots: robo', 'Moderators: mia', 'Members: ada zoe', 'Offline: bot']);
});

test.each([
  ['general', 'gen', 3],
  ['old-exams', 'ex', 2],
  ['help', 'hlp', 1],
  ['help', 'hp!', 0],
  ['help', '', 3],
] as const)('“%s” fits to “%s” so well: %i', (name, wanted, fit) => {
  expect(fitOf(name, wanted)).toBe(fit);
});

function messageOf(id: string, rest: Partial<Message>): Message {
  return {
    id,
    channel_id: '1',
    type: 0,
    author: user('2'),
    content: '',
    timestamp: '',
    edited_timestamp: null,
    flags: 0,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    embeds: [],
    attachments: [],
    ...rest,
  };
}
