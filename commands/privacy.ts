import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import type { Keepers } from '../src/discord/command-context.ts';
import { described } from '../src/discord/described.ts';
import type { Say } from '../src/texts/texts.ts';

/** What docs/privacy.md says, in short and for where it is asked. */
export default {
  data: {
    name: 'privacy',
    type: ApplicationCommandType.ChatInput,
    ...described('privacy.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async run(interaction, { settings, keepers, say }) {
    const { retentionDays } = await settings.recent(interaction.guildId ?? undefined);
    const howLong =
      retentionDays === undefined ? say('privacy.forEver') : say('privacy.forDays', { count: retentionDays });
    return {
      content: [
        say('privacy.what'),
        say('privacy.where', { store: say(`privacy.${keepers.store}`), threads: threadsOf(keepers, say) }) +
          filesOf(keepers, say),
        say('privacy.howLong', { howLong }),
        say('privacy.who', { models: modelsOf(keepers, say) }),
        say('privacy.forgotten'),
        say('privacy.cannot'),
      ].join('\n\n'),
    };
  },
} satisfies SlashCommand;

function threadsOf({ assistantsServer }: Keepers, say: Say): string {
  return assistantsServer === undefined
    ? say('privacy.ownThreads')
    : say('privacy.otherServer', { host: assistantsServer });
}

function filesOf({ files }: Keepers, say: Say): string {
  return files === undefined ? '' : ` ${say('privacy.filesElsewhere', { host: files })}`;
}

function modelsOf({ assistantsServer, models }: Keepers, say: Say): string {
  if (models !== undefined) return say('privacy.models', { host: models });
  return say(assistantsServer === undefined ? 'privacy.noModels' : 'privacy.unknownModels');
}
