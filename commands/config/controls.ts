import {
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
} from 'discord.js';
import { customId, type Row } from '../../src/discord/command-result.ts';
import { oneLine } from '../../src/markdown/plain-name.ts';
import type { Say } from '../../src/texts/texts.ts';

/** Where people talk, and what is around it. */
export const PLACE_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.GuildCategory,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
] as const;
export const FORUM_TYPES = [ChannelType.GuildForum, ChannelType.GuildMedia] as const;
export const LOG_CHANNEL_TYPES = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** https://docs.discord.com/developers/components/reference#string-select */
export const MAX_OPTIONS = 25;
const MAX_LABEL = 100;

/** The id of a control of a page: `at` is what the page is about, when it is about one of many. */
export function controlId(page: string, control: string, at = ''): string {
  return customId('config', page, control, at);
}

export function row(...components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}

export function button(
  id: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, custom_id: id, label: oneLine(label, 80), style };
}

export function backButton(say: Say, page = 'home', at = ''): APIButtonComponentWithCustomId {
  return button(controlId(page, 'show', at), say('config.back'));
}

export interface Option extends APISelectMenuOption {
  readonly isChosen?: boolean;
}

/** A menu of options; a row of its own. Discord shows 25 at most, and refuses menus that have a value twice. */
export function menu(id: string, placeholder: string, options: readonly Option[], { max = 1 } = {}): Row {
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  const shown = unique.slice(0, MAX_OPTIONS).map(({ isChosen, label, value, description }) => ({
    label: oneLine(label, MAX_LABEL) || value,
    value,
    ...(description !== undefined && { description: oneLine(description, MAX_LABEL) }),
    ...(isChosen && { default: true }),
  }));
  return row({
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: oneLine(placeholder, 150),
    options: shown,
    min_values: 1,
    max_values: Math.min(max, shown.length),
  });
}

export function channelMenu(id: string, placeholder: string, types: readonly ChannelType[], chosen?: string): Row {
  return row({
    type: ComponentType.ChannelSelect,
    custom_id: id,
    placeholder: oneLine(placeholder, 150),
    channel_types: [...types],
    ...(chosen !== undefined && { default_values: [{ id: chosen, type: 'channel' as never }] }),
  });
}

export function roleMenu(id: string, placeholder: string, chosen?: string): Row {
  return row({
    type: ComponentType.RoleSelect,
    custom_id: id,
    placeholder: oneLine(placeholder, 150),
    ...(chosen !== undefined && { default_values: [{ id: chosen, type: 'role' as never }] }),
  });
}

/** Of people, or of people and roles. */
export function peopleMenu(id: string, placeholder: string, { withRoles }: { withRoles: boolean }): Row {
  const type = withRoles ? ComponentType.MentionableSelect : ComponentType.UserSelect;
  return row({ type, custom_id: id, placeholder: oneLine(placeholder, 150), min_values: 1, max_values: MAX_OPTIONS });
}
