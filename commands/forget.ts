import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type Interaction,
  InteractionContextType,
} from 'discord.js';
import { orAway } from '../src/conversation/store-away.ts';
import { buttonRow } from '../src/discord/buttons.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import { customId } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';

/** The answer to a click can be given for 15 minutes; what is not done by then goes on by itself. */
const WAIT_MS = 10 * 60_000;
const DIRECT = 'direct';

export default {
  data: {
    name: 'forget',
    type: ApplicationCommandType.ChatInput,
    ...described('forget.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'me', ...described('forget.meDescription') }],
  },

  async run(_interaction, { say }) {
    return {
      content: say('forget.ask'),
      rows: [
        buttonRow(
          { id: customId('forget', 'yes'), label: say('forget.yes'), isDangerous: true },
          { id: customId('forget', 'no'), label: say('forget.no') },
        ),
      ],
    };
  },

  /** The question is seen by one person only, so whoever clicks is the one to be forgotten. */
  async component(interaction, [answer], context) {
    if (answer !== 'yes') return { content: context.say('forget.kept'), isUpdate: true };
    return { content: await forget(interaction, context), isUpdate: true };
  },
} satisfies SlashCommand;

async function forget({ client, user }: Interaction, context: CommandContext): Promise<string> {
  const { budgets, conversations, say, signal } = context;
  // Before the posts, so that it is wiped from the store's files with them.
  for (const serverId of [...client.guilds.cache.keys(), DIRECT]) {
    await orAway(budgets.forget({ serverId, personId: user.id }));
  }
  const forgotten = await conversations.forgetPerson(user.id, WAIT_MS, signal);
  const { posts, conversations: count, pending, store } = forgotten;
  const lines = [
    posts === 0 && count === 0
      ? say('forget.nothing')
      : say('forget.done', {
          posts: say('forget.posts', { count: posts }),
          conversations: say('forget.conversations', { count }),
        }),
  ];
  if (pending > 0) lines.push(say('forget.pending', { count: pending }));
  if (store === 'pending') lines.push(say('forget.storePending'));
  if (store === 'refused') lines.push(say('forget.storeRefused'));
  lines.push(say('forget.cannot'));
  return lines.join('\n');
}
