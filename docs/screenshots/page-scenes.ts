import type { Scene } from './scenes.ts';
import { openDrawer, talkAboutYarn, writePosts } from './page-stories.ts';

const PHONE = { width: 390, height: 780 };

/** What the page of the playground looks like, in light and dark: in this order, on a server of their own. */
export const pageScenes: readonly Scene[] = [
  {
    file: 'page/conversation',
    person: 'Ada',
    channel: 'general',
    async act({ say, answers, thread }) {
      await say('@Bobbin show me code');
      await answers(1);
      await say('thanks!', thread);
      await answers(2);
    },
  },
  {
    file: 'page/slash-menu',
    person: 'Ada',
    channel: 'general',
    keepsFocus: true,
    async act({ channel }) {
      await channel.locator('textarea').pressSequentially('/');
      await channel.getByRole('option').first().waitFor();
    },
  },
  {
    file: 'page/command-fields',
    person: 'Ada',
    channel: 'general',
    keepsFocus: true,
    async act({ channel, page }) {
      await channel.locator('textarea').pressSequentially('/ask ');
      await page.keyboard.type('How long does a sock of 64 stitches take?');
    },
  },
  {
    file: 'page/forum',
    person: 'Ada',
    channel: 'questions',
    async act({ page, people }) {
      await writePosts(people);
      await page.getByText('Which needle for lace?').first().waitFor();
    },
  },
  {
    file: 'page/config-panel',
    person: 'Mia',
    channel: 'general',
    async act({ say, channel }) {
      await say('/config panel');
      await channel.getByRole('combobox').first().waitFor();
    },
  },
  {
    file: 'page/rich-conversation',
    person: 'Ada',
    channel: 'help',
    async act(view) {
      await talkAboutYarn(view);
    },
  },
  {
    file: 'page/drawer-events',
    person: 'Ada',
    channel: 'general',
    async act(view) {
      const { say, answers, page } = view;
      await openDrawer(view, 'Events');
      await say('@Bobbin show me a table');
      await answers(1);
      await page.getByRole('option', { name: 'The demo' }).last().click();
    },
  },
  {
    file: 'page/drawer-assistants',
    person: 'Ada',
    channel: 'general',
    async act(view) {
      const { say, answers, page } = view;
      await say('@Bobbin what can you do?');
      await answers(1);
      await openDrawer(view, 'Assistants');
      await page.getByRole('region', { name: 'Runs, newest first' }).waitFor();
    },
  },
  {
    file: 'page/phone',
    person: 'Ada',
    channel: 'general',
    size: PHONE,
    async act({ channel }) {
      await channel.locator('.message').first().waitFor();
    },
  },
  {
    file: 'page/phone-thread',
    person: 'Ada',
    channel: 'general',
    size: PHONE,
    async act({ channel, answers }) {
      await channel.locator('.message .open').first().click();
      await answers(1);
    },
  },
  {
    file: 'page/phone-channels',
    person: 'Ada',
    channel: 'general',
    size: PHONE,
    async act({ page }) {
      await page.getByRole('button', { name: 'Channels' }).click();
      await page.locator('.app.with-menu').waitFor();
    },
  },
  {
    // Last of what Mia sees: it stays open.
    file: 'page/modal',
    person: 'Mia',
    channel: 'general',
    keepsFocus: true,
    async act({ say, page }) {
      await say('/assistants create');
      await page.getByRole('dialog').getByRole('textbox').first().fill('Yarn tutor');
    },
  },
];
