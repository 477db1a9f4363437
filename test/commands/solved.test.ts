import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const shared = shareBot();

/** A post by Ada in a forum of which the moderators have chosen a tag for solved posts, or not. */
async function forumPost(name: string, hasChosen: boolean) {
  const { discord } = shared;
  const forum = discord.createForum({ name, tags: ['question', 'solved'] });
  const allow = `${PermissionFlagsBits.ManageThreads}`;
  discord.setOverwrites(forum.id, [{ id: discord.bot.id, type: OverwriteType.Member, allow, deny: '0' }]);
  const tagId = discord.channel(name).forum?.tags.find((tag) => tag.name === 'solved')?.id ?? '';
  if (hasChosen) {
    await shared.change((settings) => ({
      ...settings,
      places: { ...settings.places, [forum.id]: { solvedTagId: tagId } },
    }));
  }
  const post = await discord.person('Ada').postInForum(forum.id, { name: 'Help', content: 'It is broken' });
  return { tagId, postId: post.id };
}

const tagsOf = (id: string) => shared.discord.channel(id).appliedTags;

test('whoever made a forum post marks it as solved, and all see so; a stranger may not', async () => {
  const { tagId, postId } = await forumPost('with-tag', true);

  const refused = await shared.discord.person('Bob').command(postId, '/solved');
  expect(refused.message.content).toContain('Only the person');
  expect(tagsOf(postId)).toEqual([]);
  const done = await shared.discord.person('Ada').command(postId, '/solved');

  expect(done.message.content).toBe('This post is marked as solved.');
  expect(done.ephemeral).toBe(false);
  expect(tagsOf(postId)).toEqual([tagId]);
});

test('without the permission it says which one it needs', async () => {
  const { postId } = await forumPost('without-permission', true);
  shared.discord.setOverwrites(shared.discord.channel('without-permission').id, []);

  const { message } = await shared.discord.person('Ada').command(postId, '/solved');

  expect(message.content).toContain('I need the permission Manage Threads');
});

test('where no tag was chosen, and outside of forums, it says so', async () => {
  const { postId } = await forumPost('without-tag', false);
  const ada = shared.discord.person('Ada');

  expect((await ada.command(postId, '/solved')).message.content).toContain('have not chosen a tag');
  expect((await ada.command(shared.general, '/solved')).message.content).toContain('in a forum post only');
});
