import type { View } from './view.ts';

/** One picture of the documents. */
export interface Scene {
  /** Its name in `docs/`, without `.png`. */
  file: string;
  /** Who looks. Mia is a moderator. */
  person: 'Ada' | 'Bob' | 'Mia';
  channel: string;
  /** The command that it shows: without it, it is left out. */
  needs?: string;
  colorScheme?: 'light' | 'dark';
  /** Default: 1280 by 800. */
  size?: { width: number; height: number };
  /** What the person does until there is to be seen what the picture is of. */
  act: (view: View) => Promise<void>;
}

/** In this order, on one server: what one leaves there, the next one sees. */
export const scenes: readonly Scene[] = [
  {
    file: 'playground',
    person: 'Ada',
    channel: 'general',
    async act({ say, answers, page }) {
      await say('@Bobbin what can you do?');
      await answers(1);
      await page.getByText('1 message').waitFor();
    },
  },
  {
    file: 'help',
    person: 'Ada',
    channel: 'help',
    needs: 'help',
    async act({ say, channel }) {
      await say('/help');
      await channel.getByText('Only you can see this').waitFor();
    },
  },
  {
    file: 'config-panel',
    person: 'Mia',
    channel: 'help',
    needs: 'config',
    async act({ say, channel }) {
      await say('/config panel');
      await channel.getByRole('combobox').first().waitFor();
    },
  },
  {
    file: 'refusal',
    person: 'Bob',
    channel: 'general',
    needs: 'reset',
    async act({ say, channel, thread, page }) {
      await channel.getByRole('button', { name: 'Open' }).click();
      await thread.waitFor();
      await say('/reset', thread);
      await page.getByText('Only the person who started').waitFor();
    },
  },
];
