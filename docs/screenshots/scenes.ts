import { askForFunction } from './page-stories.ts';
import type { View } from './view.ts';

/** One picture of the documents. */
export interface Scene {
  /** Its name in `docs/`, without `.png`; what is in a folder is taken twice: `-light` and `-dark`. */
  file: string;
  /** Who looks. Mia is a moderator. */
  person: 'Ada' | 'Bob' | 'Mia';
  channel: string;
  /** The command that it shows: without it, it is left out. */
  needs?: string;
  colorScheme?: 'light' | 'dark';
  /** Whether the focus belongs to what it shows: a menu closes without it. */
  keepsFocus?: boolean;
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
    colorScheme: 'dark',
    act: askForFunction,
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
      const settings = [
        '/config budget set for:person of:answers per:day limit:2',
        '/config budget set for:server of:tokens per:month limit:500000',
        '/config speaking when:thread in:questions',
      ];
      for (const [index, setting] of settings.entries()) {
        await say(setting);
        await channel.getByText('Dismiss message').nth(index).waitFor();
      }
      for (const _shown of settings) await channel.getByText('Dismiss message').first().click();
      await say('/config panel');
      await channel.getByRole('combobox').first().waitFor();
    },
  },
  {
    file: 'refusal',
    person: 'Bob',
    channel: 'general',
    async act({ say, thread, answers, page }) {
      await say('@Bobbin what is a bobbin?');
      await answers(1);
      await say('show me code', thread);
      await answers(2);
      await say('show me a table', thread);
      await page.getByText('You have used up').waitFor();
    },
  },
];
