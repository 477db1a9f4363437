import { describe, expect, test } from 'vitest';
import { openBobbin } from '../../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../../support/chromium.ts';
import { fillIn } from '../../../support/fill-in.ts';

const PATTERNS = { name: 'patterns.txt', type: 'text/plain', text: 'Twill: over two, under two.\n' };

describe.skipIf(browserIsMissing !== undefined)('Bobbin’s assistants, on the page', { timeout: 90_000 }, () => {
  const bobbin = openBobbin();

  test('a moderator makes one in a form, chooses what it may use, changes it; all talk to it', async () => {
    const { page, channel } = await bobbin.visit('Mia');
    await channel.command('/assistants create');
    await fillIn(page, 'New assistant', {
      Name: 'Weaver',
      Description: 'Knows looms',
      Instructions: 'You are patient.',
    });
    const created = await channel.hear('Weaver is there for this server');
    await created.choose('What it may use', 'Look things up in files', 'Run code');
    await created.says('That is what Weaver may use now.');
    await created.says('looks things up in files, runs code');

    await channel.command('/assistants edit', { assistant: 'Weaver' });
    await fillIn(page, 'Change the assistant', { Description: 'Knows looms and yarns' });
    await channel.hear('Weaver is changed.');
    await channel.command('/assistant show', { name: 'Weaver' });
    const shown = await channel.hear('Knows looms and yarns');
    await shown.says('looks things up in files, runs code');
    await shown.root.getByText('You are patient.').waitFor();

    const ada = await bobbin.visit('Ada');
    await ada.channel.say('@Bobbin hello');
    await ada.thread.hear('Nice to see you.');
    await ada.thread.command('/assistant switch', { name: 'Weaver' });
    await ada.thread.hear('You are talking to Weaver from here on.');
    await ada.channel.command('/assistant show', { name: 'Weaver' });
    const shownToAda = await ada.channel.hear('Knows looms and yarns');
    expect(await shownToAda.root.innerText()).not.toContain('instructions');
    await ada.channel.say('/assistants create');
    await ada.channel.root.getByText('There is no command /assistants here.').waitFor();
  });

  test('files are given, listed and taken away; a copy goes its own way; what is deleted is asked about', async () => {
    const { channel } = await bobbin.visit('Mia');
    await channel.command('/assistants files add', { assistant: 'Weaver', file: PATTERNS });
    await channel.hear('Weaver can look things up in patterns.txt (28 B) now.');
    await channel.command('/assistants clone', { assistant: 'Weaver', name: 'Spinner' });
    await channel.hear('Spinner is there for this server and begins as Weaver is, its files included.');
    await channel.command('/assistants files remove', { assistant: 'Weaver', file: 'patterns.txt' });
    await channel.hear('patterns.txt is deleted: Weaver does not know it any more.');
    await channel.command('/assistants files list', { assistant: 'Spinner' });
    await channel.hear(/Files of Spinner.*patterns\.txt/);

    await channel.command('/assistants delete', { assistant: 'Spinner' });
    const question = await channel.hear('Delete Spinner with its files? That cannot be undone. Nobody has chosen it');
    await question.press('Keep it');
    await question.says('Nothing was deleted.');
    await channel.command('/assistants delete', { assistant: 'Weaver' });
    const again = await channel.hear(/Delete Weaver .* The conversation hello goes on with Bobbin/);
    await again.press('Delete');
    await again.says('Weaver is deleted, with its files and the settings that named it.');
    await channel.command('/assistant list');
    const list = await channel.hear('Spinner');
    expect(await list.root.innerText()).not.toContain('Weaver');
  });

  test('nothing of all that is there for assistants was left out', async () => {
    expect(await bobbin.uses.missing(bobbin.program, (name) => /^assistants\b/.test(name))).toEqual([]);
  });
});
