import { describe, expect, test } from 'vitest';
import { openBobbin } from '../../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../../support/chromium.ts';
import { fillIn } from '../../../support/fill-in.ts';
import { saveFile } from '../../../support/shown-message.ts';

describe.skipIf(browserIsMissing !== undefined)('Bobbin’s settings, typed on the page', { timeout: 90_000 }, () => {
  const bobbin = openBobbin();

  test('where it speaks, as whom and how, of which moderators are told in their channel', async () => {
    const { page, channel, open } = await bobbin.visit('Mia');
    await channel.command('/config log-channel', { channel: 'help' });
    await channel.hear('Log channel: (not set) → help');
    await channel.command('/config speaking', {
      when: 'To every message, in the channel itself',
      threads: 'Only when I am mentioned',
      in: 'general',
    });
    await channel.hear(
      /general: In my threads: .* general: When I speak: \(not set\) → To every message, in the channel/,
    );
    await channel.command('/config answers', { shown: 'While they are written', messages: '3' });
    await channel.hear("The server's default: Answers appear: (not set) → While they are written");
    await channel.command('/config assistant', { in: 'questions', tag: 'bug', name: 'Bobbin' });
    await channel.hear('questions: assistant of the tag bug: (not set) → Bobbin');
    await channel.command('/config instructions', { text: 'Be brief.' });
    await channel.hear("The server's default: Extra instructions: (not set) → “Be brief.”");
    await channel.command('/config instructions', { role: '@Regular' });
    await fillIn(page, 'Extra instructions: @Regular', { 'Extra instructions': 'They know the basics.' });
    await channel.hear('@Regular: “They know the basics.”');
    await channel.command('/config solved-tag', { forum: 'questions', tag: 'solved' });
    await channel.hear('questions: Tag for what is solved: (not set) → solved');

    const ada = await bobbin.visit('Ada');
    await ada.channel.say('hello');
    await ada.channel.hear(/Hello Ada!.*Nice to see you\./);
    await open('help');
    await channel.hear('Mia made this my log channel.');
    await channel.hear('Mia changed questions: assistant of the tag bug: (not set) → Bobbin');
  });

  test('limits of what is written, kept and used', async () => {
    const { channel } = await bobbin.visit('Mia');
    await channel.command('/config cooldown', { seconds: '1' });
    await channel.hear('Pause between two answers to a person: (not set) → 1 second');
    await channel.command('/config files', { count: '2' });
    await channel.hear('Files with one message: (not set) → 2 files');
    await channel.command('/config time-zone', { name: 'Europe/Berlin' });
    await channel.hear('Time zone: (not set) → Europe/Berlin');
    await channel.command('/config retention', { days: '30' });
    await channel.hear('Unused conversations are deleted after: (not set) → 30 days');

    await channel.command('/config budget set', { for: 'Each person', limit: '2', of: 'answers', per: 'a day' });
    await channel.hear('Budgets: (not set) → Each person: 2 answers a day');
    const ada = await bobbin.visit('Ada');
    await ada.channel.command('/usage me');
    await ada.channel.hear(/you: [12] answers? of 2 left today/);
    await channel.command('/config budget grant', { amount: '5', of: 'answers', per: 'a day', person: 'Ada' });
    await channel.hear('Ada may use 5 answers more in the current day.');
    await ada.channel.command('/usage me');
    await ada.channel.hear(/you: [67] answers of 7 left today/);
    await channel.command('/config budget reset', { person: 'Ada' });
    await channel.hear('what @Ada has used counts from zero again.');
    await channel.command('/config budget remove', { budget: 'Each person: 2 answers a day' });
    await channel.hear('Budgets: Each person: 2 answers a day → (not set)');

    await channel.command('/config longest-post', { characters: '9' });
    await channel.hear('Longest message: (not set) → 9 characters');
    await ada.channel.say('hello there');
    await ada.channel.hear('That post is too long for me here: 11 characters, and the limit is 9.');
  });

  test('who may talk with it, and which bots', async () => {
    const { channel } = await bobbin.visit('Mia');
    await channel.command('/config people refuse', { who: 'Bob' });
    await channel.hear('Refused people: (not set) → @Bob');
    const bob = await bobbin.visit('Bob');
    await bob.channel.say('hello');
    await bob.channel.hear('the moderators have decided who can talk with me');
    await channel.command('/config people allow', { who: '@Regular' });
    await channel.hear('Allowed roles: (not set) → @Regular');
    await channel.command('/config people remove', { who: '@Regular' });
    await channel.hear('Allowed roles: @Regular → (not set)');
    await channel.command('/config bots allow', { webhook: '123456789012345678' });
    await channel.hear('Bots that I answer: (not set)');
    await channel.command('/config bots remove', { webhook: '123456789012345678' });
    await channel.hear('→ (not set)');
  });

  test('all of it in a message and in a file, which is read again', async () => {
    const { channel } = await bobbin.visit('Mia');
    await channel.command('/config show');
    await channel.hear(/Everything that is set here.*Time zone: Europe\/Berlin/);
    await channel.command('/config test');
    await channel.hear(/What I may do in general .*I may write in the log channel help\./);
    await channel.command('/config panel');
    await channel.hear(/My settings on Playground .*Who may talk with me: everybody; 1 role or person is refused/);
    await channel.command('/config export');
    const exported = await saveFile(await channel.hear('/config import reads this file.'));
    expect(JSON.parse(exported)).toMatchObject({ timeZone: 'Europe/Berlin', retentionDays: 30, longestPost: 9 });
    const file = { name: 'settings.json', type: 'application/json', text: exported };
    await channel.command('/config import', { file });
    await channel.hear('Nothing would change: it is all set like that already.');
  });

  test('no setting was left out', async () => {
    expect(await bobbin.uses.missing(bobbin.program, (name) => name.startsWith('config '))).toEqual([]);
  });
});
