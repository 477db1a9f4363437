import { type Channel, PermissionFlagsBits } from 'discord.js';

/**
 * Whether Bobbin may write there, as far as discord.js knows the channel: asked before a model is, because every refusal
 * of Discord counts towards a ban and an answer that nobody can see still costs.
 */
export function maySpeak(channel: Channel): boolean {
  if (channel.isDMBased() || channel.partial) return true;
  const { me } = channel.guild.members;
  const permissions = me && channel.permissionsFor(me);
  if (!permissions) return true; // not known: Discord will say
  if (!channel.isThread()) return permissions.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]);
  if (channel.locked && !permissions.has(PermissionFlagsBits.ManageThreads)) return false;
  return permissions.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessagesInThreads]);
}
