import { describe, expect, test } from 'vitest';
import { openBobbin } from '../../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../../support/chromium.ts';
import { fillIn } from '../../../support/fill-in.ts';
import { type ShownMessage } from '../../../support/shown-message.ts';

const SUBJECTS = 'What do you want to see or change?';
const PLACE = 'Choose a channel, a category or a forum';

describe.skipIf(browserIsMissing !== undefined)(
  'Bobbin’s settings, in its panel on the page',
  { timeout: 90_000 },
  () => {
    const bobbin = openBobbin();

    /** Mia with the panel open at a subject. */
    async function openPanel(subject: string) {
      const mia = await bobbin.visit('Mia');
      await mia.channel.command('/config panel');
      const panel = await mia.channel.hear('My settings on Playground');
      await go(panel, subject);
      return { ...mia, panel };
    }

    test('where it speaks and as whom, which a member sees at once in another page', async () => {
      const { page, panel } = await openPanel('Where, when and as whom');
      await panel.says("The server's default");
      await panel.choose(PLACE, 'help');
      await panel.choose('When I speak', 'To every message, in the channel itself');
      await panel.says('When I speak: To every message, in the channel itself');
      await panel.choose('In my threads', 'In my threads: Only when I am mentioned');
      await panel.says('In my threads: Only when I am mentioned');
      await panel.choose('Assistant', 'Assistant: Bobbin');
      await panel.says('Assistant: Bobbin');
      await panel.press('Extra instructions …');
      await fillIn(page, 'Extra instructions: #help', { 'Extra instructions': 'Be brief.' });
      await panel.says('Extra instructions: “Be brief.”');

      const ada = await bobbin.visit('Ada');
      await ada.open('help');
      await ada.channel.say('hello');
      await ada.channel.hear(/Hello Ada!.*Nice to see you\./);
      await ada.channel.say('/config panel');
      await ada.channel.root.getByText('There is no command /config here.').waitFor();

      await panel.press('Answers');
      await panel.choose('Answers appear', 'Answers appear: While they are written');
      await panel.says('Answers appear: While they are written');
      await panel.choose('Longest answer without a file', 'Longest answer: 3 messages');
      await panel.says('Longest answer without a file: 3 messages');
      await panel.choose(PLACE, 'general');
      await panel.says('Longest answer without a file: 5 messages (as around it)');
      await panel.press('Back');
      await panel.press("The server's default");
      await panel.says('This holds wherever nothing else is set.');
    });

    test('what tags of a forum mean, and what is told of roles', async () => {
      const { page, panel } = await openPanel('Forum tags');
      await panel.choose('Choose a forum', 'questions');
      await panel.choose('Choose a tag, to choose its assistant', 'bug');
      await panel.says('Now choose the assistant that answers posts with the tag bug.');
      await panel.choose('Assistant', 'Assistant: Bobbin');
      await panel.says('Tag bug: Bobbin');
      await panel.choose('Which tag means “solved”?', '“solved” means solved');
      await panel.says('Tag for what is solved: solved');
      await panel.press('Where, when and as whom');
      await panel.says('When I speak: When I am mentioned in a forum post');
      await panel.press('Forum tags');
      await panel.says('Tag bug: Bobbin');

      await go(panel, 'Instructions for roles');
      await panel.choose('Choose a role', 'Regular');
      await panel.press('Extra instructions …');
      await fillIn(page, 'Extra instructions: @Regular', { 'Extra instructions': 'They know the basics.' });
      await panel.says('@Regular: “They know the basics.”');
    });

    test('who may talk with it: people, roles, bots and webhooks', async () => {
      const { page, channel, panel } = await openPanel('Who may talk with me');
      await panel.choose('Allow roles or people', 'Ada', 'Regular');
      await panel.says('Allowed: @Regular, @Ada');
      await panel.choose('Refuse roles or people', 'Bob');
      await panel.says('Refused: @Bob');
      const bob = await bobbin.visit('Bob');
      await bob.channel.say('@Bobbin hello');
      await bob.channel.hear('the moderators have decided who can talk with me');
      await panel.choose('Take off the list', 'Bob', 'Ada', 'Regular');
      await panel.says('Allowed: everybody');

      await go(panel, 'Bots that I answer');
      await panel.choose('Let a bot talk with me', 'Ada');
      await channel.hear('Ada is a person, and people need not be listed here.');
      await panel.press('Add a webhook …');
      await fillIn(page, 'Add a webhook …', { "The webhook's id": '123456789012345678' });
      await panel.choose('Take off the list', '123456789012345678');
      await panel.says('Bots that I answer none');
    });

    test('budgets, limits, and where all that is told', async () => {
      const { page, panel, open, channel } = await openPanel('Budgets');
      await panel.choose('For whom', 'The whole server');
      await panel.choose('How it is counted', 'Tokens a month');
      await panel.says('Chosen below: The whole server, Tokens a month.');
      await panel.choose('For whom', 'Each person');
      await panel.choose('How it is counted', 'Answers a day');
      await panel.choose('Only people with this role (otherwise everybody)', 'Regular');
      await panel.press('Set the limit …');
      await fillIn(page, 'Set the limit …', { 'Answers a day': '1,000' });
      await panel.says('Each person with @Regular: 1,000 answers a day');
      const ada = await bobbin.visit('Ada');
      await ada.channel.command('/usage me');
      await ada.channel.hear(/you: (?:1,000|999) answers of 1,000 left today/);
      await panel.choose('Remove budgets', 'Each person with @Regular: 1,000 answers a day');
      await panel.says('No budgets are set here.');

      await go(panel, 'Limits, time zone, retention');
      await panel.press('Change …');
      await fillIn(page, 'Limits, time zone, retention', { 'Longest message': '20', 'Time zone': 'Europe/Berlin' });
      await panel.says('Longest message: 20 characters');
      await ada.channel.say('@Bobbin hello, and so on and so on');
      await ada.channel.hear('That post is too long for me here: 26 characters, and the limit is 20.');

      await go(panel, 'Log channel');
      await panel.choose('Choose the log channel', 'help');
      await panel.says('Log channel: help');
      await panel.press('No log channel');
      await panel.says('Log channel: none');
      await open('help');
      await channel.hear('Mia made this my log channel.');
      await channel.hear('Mia changed “Log channel”: I tell nothing more here.');
    });

    test('all of it is shown, tested, taken away as a file, and brought back after a look at it', async () => {
      const { channel, panel } = await openPanel('Forum tags');
      await panel.press('Back');
      await panel.press('Show everything');
      await (await channel.hear(/Everything that is set here.*Longest message: 20 characters/)).dismiss();
      await panel.press('Test this channel');
      const tested = await channel.hear(/What I may do in general .*Create Public Threads: to start a thread/);
      // What it answers is told in one line, however long that is.
      expect((await tested.root.locator('.origin').boundingBox())?.height).toBeLessThan(30);
      await tested.dismiss();
      await panel.press('Export');
      const exported = await channel.hear('/config import reads this file.');
      await exported.root.getByRole('link', { name: 'Download bobbin-Playground.json' }).waitFor();
      await exported.dismiss();

      const file = { name: 'settings.json', type: 'application/json', text: '{ "cooldownSeconds": 3 }' };
      await channel.command('/config import', { file });
      const first = await channel.hear(
        /This would change.*Pause between two answers to a person: \(not set\) → 3 seconds/,
      );
      await first.press('Cancel');
      await first.says('Nothing was changed.');
      await first.dismiss();
      await channel.command('/config import', { file });
      const second = await channel.hear('This would change');
      await second.press('Change it');
      await second.says(/Done: \d+ settings have changed\./);
      await second.dismiss();
      await panel.press('Show everything');
      const now = await channel.hear('Everything that is set here');
      expect(await now.root.innerText()).not.toContain('Longest message');
    });

    test('nothing of the panel was left out', async () => {
      expect(await bobbin.uses.missing(bobbin.program, (name) => name.startsWith('config:'))).toEqual([]);
    });
  },
);

/** To a subject, from wherever the panel is. */
async function go(panel: ShownMessage, subject: string): Promise<void> {
  const back = panel.root.getByRole('button', { name: 'Back', exact: true });
  await panel.root.getByRole('combobox', { name: SUBJECTS }).or(back).waitFor();
  if (await back.isVisible()) await panel.press('Back');
  await panel.choose(SUBJECTS, subject);
  await back.waitFor();
}
