import {
  ButtonStyle,
  ContainerBuilder,
  type InteractionReplyOptions,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js';
import { encodePng } from './png.ts';

/** A message that is laid out by its bot, with everything that can be in one. */
export function panel(): InteractionReplyOptions {
  const files = [
    { name: 'logo.png', attachment: encodePng(40, 30) },
    { name: 'map.png', attachment: encodePng(60, 40) },
    { name: 'notes.txt', attachment: Buffer.from('hello') },
  ];
  const settings = new ContainerBuilder()
    .setAccentColor(0x0b_6e_69)
    .addTextDisplayComponents((text) => text.setContent('## Settings\nWhere and when'))
    .addSectionComponents(
      (section) =>
        section
          .addTextDisplayComponents((text) => text.setContent('**Threads**: `████░░░░` 50 %'))
          .setButtonAccessory((button) =>
            button.setCustomId('change').setLabel('Change').setStyle(ButtonStyle.Secondary),
          ),
      (section) =>
        section
          .addTextDisplayComponents((text) => text.setContent('With a picture'))
          .setThumbnailAccessory((picture) => picture.setURL('attachment://logo.png').setDescription('A logo')),
    )
    .addSeparatorComponents((separator) => separator.setSpacing(SeparatorSpacingSize.Large))
    .addMediaGalleryComponents((gallery) =>
      gallery.addItems(
        { media: { url: 'attachment://map.png' }, description: 'A map' },
        { media: { url: 'attachment://logo.png' }, spoiler: true },
        { media: { url: 'https://example.org/cat.png' }, description: 'A cat' },
      ),
    )
    .addSeparatorComponents((separator) => separator.setDivider(false))
    .addFileComponents((file) => file.setURL('attachment://notes.txt'));
  const secret = new ContainerBuilder()
    .setSpoiler(true)
    .addTextDisplayComponents((text) => text.setContent('The butler did it.'));
  return { components: [settings, secret], files, flags: MessageFlags.IsComponentsV2 };
}
