import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../../src/errors.ts';
import { compact } from '../../../src/server-settings/change.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { backButton, button, channelMenu, controlId, LOG_CHANNEL_TYPES, row } from '../controls.ts';
import type { Page } from '../page.ts';
import type { View } from '../view.ts';

/** Where moderators hear of refusals, failures and changes. */
export const logChannel: Page = {
  show({ context: { say }, settings: { logChannelId } }) {
    return {
      content: [
        say('config.pageTitle', { title: say('config.logTitle') }),
        say('config.line', {
          name: say('config.nameLogChannel'),
          value: logChannelId === undefined ? say('config.none') : `<#${logChannelId}>`,
        }),
        '',
        say('config.logHint'),
      ].join('\n'),
      rows: [
        channelMenu(controlId('log', 'choose'), say('config.chooseLogChannel'), LOG_CHANNEL_TYPES, logChannelId),
        row(
          ...(logChannelId === undefined ? [] : [button(controlId('log', 'remove'), say('config.removeLogChannel'))]),
          backButton(say),
        ),
      ],
    };
  },

  controls: {
    async choose({ view, values: [channelId], change }) {
      if (channelId === undefined || channelId === view.settings.logChannelId) return undefined;
      await greetLogChannel(view, channelId);
      await change((settings) => ({ ...settings, logChannelId: channelId }));
      return undefined;
    },
    async remove({ change }) {
      await change((settings) => compact({ ...settings, logChannelId: undefined }));
      return undefined;
    },
  },
};

/** @throws {UserError} where Bobbin may not write. */
export async function greetLogChannel({ guild, personId, context }: View, channelId: string): Promise<void> {
  const { log } = context;
  const channel = guild.channels.cache.get(channelId);
  const { me } = guild.members;
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];
  const mayWrite = channel?.isSendable() && !channel.isThread() && me && channel.permissionsFor(me).has(needed);
  const refused = () => new UserError('config.cannotLogThere', { channel: channelId });
  if (!mayWrite) throw refused();
  try {
    await channel.send(textsIn(guild.preferredLocale)('log.begins', { person: personId }));
  } catch (error) {
    log.warn({ serverId: guild.id, channelId, err: error }, 'log channel could not be greeted');
    throw refused();
  }
}
