import { describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { openBobbin } from '../../support/bobbin-on-page.ts';
import { browserIsMissing } from '../../support/chromium.ts';
import { drag, paste } from '../../support/dropped-files.ts';

const HONEY = {
  name: 'bees.txt',
  type: 'text/plain',
  text: 'Bees make honey.\nThey dance to tell where flowers are.\n',
};
const PAPER = { name: 'wasps.md', type: 'text/markdown', text: '# Wasps\nWasps make paper of wood.\n' };

describe.skipIf(browserIsMissing !== undefined)('where one talks with Bobbin, on the page', { timeout: 90_000 }, () => {
  const bobbin = openBobbin();

  test('in a direct message without a mention, which nobody else sees', async () => {
    const { page, channel } = await bobbin.visit();
    await page.getByRole('button', { name: 'Direct messages' }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'Bobbin' }).click();
    await channel.root.getByText('Nobody else sees it.').waitFor();
    await expectNoViolations(page);
    await channel.say('hello');
    await channel.hear(/Hello Ada!.*Nice to see you\..*Retry$/);
    await channel.command('/help');
    await channel.hear('This is a direct message: just write, and I answer every post.');

    const bob = await bobbin.visit('Bob');
    await bob.page.getByRole('button', { name: 'Direct messages' }).click();
    await expect.poll(() => bob.page.getByText('Nice to see you').count()).toBe(0);
  });

  test('what is for one alone is seen by no other, also in the same channel', async () => {
    const ada = await bobbin.visit('Ada');
    const mia = await bobbin.visit('Mia');
    await ada.channel.command('/help');
    await ada.channel.hear(/Talking with Bobbin.*Only you can see this/);
    await ada.channel.say('Did you see that?');
    await mia.channel.hear('Did you see that?');
    expect((await mia.channel.texts()).join('\n')).not.toContain('Talking with Bobbin');
    await mia.channel.box.pressSequentially('No');
    await ada.page.getByText('Mia is typing …').waitFor();
  });

  test('with files that are dropped, or pasted in a thread', async () => {
    const { page, channel, thread } = await bobbin.visit();
    await drag(page, '#channel-text', { files: [HONEY], isDropped: true });
    await channel.root.getByRole('button', { name: 'Remove bees.txt' }).waitFor();
    await channel.say('@Bobbin what do bees make?');
    await thread.hear('In bees.txt I found: Bees make honey.');
    await paste(page, '#thread-text', { files: [PAPER] });
    await thread.root.getByRole('button', { name: 'Remove wasps.md' }).waitFor();
    await thread.say('And what is paper made of?');
    const asked = await thread.hear(/^Ada .*And what is paper made of\?/);
    await asked.says('Wasps make paper of wood.');
    await thread.hear('In wasps.md I found: Wasps make paper of wood.');
    await thread.say('Which file says where flowers are?');
    await thread.hear('In bees.txt I found: They dance to tell where flowers are.');
  });

  test('before the eyes of a developer: its requests, and its thread of the Assistants API', async () => {
    const { page, channel, thread } = await bobbin.visit();
    await page.keyboard.press('Control+Shift+D');
    const drawer = page.getByRole('region', { name: 'Developer tools' });
    await channel.say('@Bobbin good evening');
    await thread.hear(/Nice to see you\..*Retry$/);
    await drawer.getByRole('tab', { name: 'Events' }).click();
    await drawer
      .getByText(/POST .*\/messages/)
      .last()
      .waitFor();
    await drawer.getByRole('tab', { name: 'Assistants' }).click();
    await drawer.getByText('Ada: good evening').first().waitFor();
    await expectNoViolations(page, { include: '.drawer' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolations(page);
  });
});
