import { describe, expect, test } from 'vitest';
import { openBobbin } from '../../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../../support/chromium.ts';
import { fillIn } from '../../../support/fill-in.ts';
import { saveFile } from '../../../support/shown-message.ts';

const WASPS = { name: 'wasps.txt', type: 'text/plain', text: 'Bees make honey.\nWasps make paper.\n' };

describe.skipIf(browserIsMissing !== undefined)('Bobbin’s commands for everybody', { timeout: 90_000 }, () => {
  const bobbin = openBobbin();

  test('help, what is kept of one, and a question with a file that nobody else sees', async () => {
    const { page, channel, thread } = await bobbin.visit();
    await channel.command('/help');
    const help = await channel.hear('Talking with Bobbin');
    await help.says('Only you can see this');
    await help.says('/assistant list | show | switch');
    expect(await help.root.innerText()).not.toContain('/config');
    await channel.command('/privacy');
    await channel.hear('here that is a demo that sends nothing anywhere.');

    const question = 'What do wasps make?';
    await channel.command('/ask', { question, assistant: 'Bobbin', private: 'True', file: WASPS });
    const asked = await channel.hear('Nobody else is in that thread');
    await asked.press(`#${question}`);
    await thread.hear('In wasps.txt I found: Wasps make paper.');
    const { page: bobs } = await bobbin.visit('Bob');
    expect(await bobs.getByText(question).count()).toBe(0);
    await page.getByRole('navigation').getByRole('button', { name: question }).waitFor();
  });

  test('whom one talks to, the conversation as a file, what was used', async () => {
    const { channel, thread } = await bobbin.visit();
    await channel.say('@Bobbin my name is Lovelace');
    await thread.hear('Nice to meet you, Lovelace.');
    await thread.command('/assistant list');
    await thread.hear(/Bobbin: .*talking here, the default here/);
    await thread.command('/assistant show', { name: 'Bobbin' });
    await thread.hear('Model: default');
    await thread.command('/assistant switch', { name: 'Bobbin' });
    const switched = await thread.hear('You are talking to Bobbin from here on.');
    expect(await switched.root.innerText()).not.toContain('Only you');

    await thread.command('/export');
    const markdown = await saveFile(await thread.hear('Only you get this file.'));
    expect(markdown).toMatch(/Ada[^]*my name is Lovelace[^]*Nice to meet you, Lovelace/);
    await thread.command('/export', { format: 'JSON, for programs' });
    const { messages } = JSON.parse(await saveFile(await thread.hear('Only you get this file.'))) as {
      messages: object[];
    };
    expect(messages).toMatchObject([{ role: 'user' }, { role: 'assistant' }]);

    await thread.command('/usage me');
    await thread.hear(/What you have used here.*\d answers?, \d+ tokens/);
    await thread.command('/usage server');
    await thread.hear('That is for those who may manage the server.');
    const mia = await bobbin.visit('Mia');
    await mia.channel.command('/usage server');
    await mia.channel.hear(/What this server has used.*\d answers?, \d+ tokens/);
  });

  test('an answer is given once more, and stopped', async () => {
    const { channel, thread } = await bobbin.visit();
    await channel.say('@Bobbin good morning');
    await (await thread.hear('Nice to see you.')).press('Retry');
    await thread.hear('I am answering that once more.');
    await thread.hear(/Nice to see you\..*Retry$/);
    await thread.command('/retry');
    await thread.hear('I am answering that once more.');
    await thread.hear(/Nice to see you\..*Retry$/);

    const mia = await bobbin.visit('Mia');
    await mia.channel.command('/config answers', { shown: 'While they are written' });
    await mia.channel.hear('Answers appear: (not set) → While they are written');
    await thread.say('show me a long answer');
    const first = await thread.hear(/From fibre to bobbin.*Stop$/);
    await first.press('Stop');
    await thread.hear('I am stopping that answer.');
    await first.says('This answer was stopped before it was finished.');
    await thread.say('show me a long answer');
    const second = await thread.hear(/From fibre to bobbin.*Stop$/);
    await thread.command('/stop');
    await thread.hear('I am stopping that answer.');
    await second.says('This answer was stopped before it was finished.');
  });

  test('a question about somebody’s message, from its menu', async () => {
    const { page, channel, thread } = await bobbin.visit();
    const bob = await bobbin.visit('Bob');
    await bob.channel.say('Two and two is five.');
    const claim = await channel.hear('Two and two is five.');
    await claim.root.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Apps' }).click();
    await page.getByRole('menuitem', { name: 'Ask Bobbin about this' }).click();
    await fillIn(page, 'Ask about this message', { 'Your question': 'Is that so?' });
    await (await channel.hear('Your question is here: Is that so?')).press('#Is that so?');
    await thread.hear(/Ada asks about .*Is that so\?/);
    await thread.hear('I have read “Is that so?');
  });

  test('a conversation starts over: at once when it is one’s own, after a question when others have written', async () => {
    const { channel, thread } = await bobbin.visit();
    await channel.say('@Bobbin hello there');
    await thread.hear('Nice to see you.');
    await thread.command('/reset');
    await thread.hear('I have forgotten everything that was said here, 1 message from 1 person.');

    const mia = await bobbin.visit('Mia');
    await mia.open('hello there');
    await mia.thread.say('hello');
    await mia.thread.hear('Nice to see you.');
    await thread.say('hello');
    await thread.hear('Nice to see you.');
    await thread.command('/reset');
    const question = await thread.hear('Others have written here, too.');
    await question.press('Leave it as it is');
    await question.says('The conversation goes on as it was.');
    await thread.command('/reset');
    await (await thread.hear('I forget 2 messages from 2 people')).press('Start over');
    await mia.thread.hear('I have forgotten everything that was said here, 2 messages from 2 people.');
    expect((await mia.thread.texts()).join('\n')).not.toContain('Others have written here');
  });

  test('a forum post is answered, and marked as solved', async () => {
    const { page, thread, open } = await bobbin.visit();
    await open('questions');
    await page.getByRole('button', { name: 'New post' }).click();
    const form = page.getByRole('form', { name: 'New post' });
    await form.getByLabel('Title').fill('My loom');
    await form.getByLabel('Message').fill('@Bobbin it is broken');
    await form.getByRole('button', { name: 'Post', exact: true }).click();
    await thread.hear('I have read “My loom it is broken”.');
    await thread.command('/solved');
    await thread.hear('The moderators have not chosen a tag');

    const mia = await bobbin.visit('Mia');
    await mia.channel.command('/config solved-tag', { forum: 'questions', tag: 'solved' });
    await mia.channel.hear('(not set) → solved');
    await thread.command('/solved');
    await thread.hear('I need the permission Manage Threads');
    await mia.page.getByRole('complementary', { name: 'Members' }).getByRole('button', { name: 'Bobbin' }).click();
    await mia.page.getByRole('menuitemcheckbox', { name: 'Moderator' }).click();
    await mia.page.getByRole('list', { name: 'Roles' }).getByText('Moderator').waitFor();
    await thread.command('/solved');
    await thread.hear('This post is marked as solved.');
    await thread.root.locator('header').getByText('solved').waitFor();
  });

  test('everything of one is forgotten, after a question', async () => {
    const { channel } = await bobbin.visit();
    await channel.command('/forget me');
    const question = await channel.hear('If I forget you');
    await question.press('Keep everything');
    await question.says('Nothing was forgotten.');
    await channel.command('/forget me');
    const again = await channel.hear('If I forget you');
    await again.press('Forget me');
    await again.says(/I have forgotten you: \d+ posts in \d+ conversations\./);
  });

  test('nothing of all that is there for everybody was left out', async () => {
    expect(await bobbin.uses.missing(bobbin.program, (name) => !/^(?:config|assistants)\b/.test(name))).toEqual([]);
  });
});
