import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ChannelType,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  MentionableSelectMenuBuilder,
  type MessageActionRowComponentBuilder,
  MessageFlags,
  RoleSelectMenuBuilder,
  StringSelectMenuBuilder,
  UserSelectMenuBuilder,
} from 'discord.js';
import { formModal, readModal, surveyModal } from './page-bot-modal.ts';
import { panel } from './page-bot-panel.ts';

const EPHEMERAL = MessageFlags.Ephemeral;

/** What the bot of the page's tests offers. */
const commands = [
  { name: 'buttons', description: 'Every kind of button' },
  { name: 'menus', description: 'Every kind of menu' },
  { name: 'panel', description: 'A message with a layout' },
  { name: 'form', description: 'A modal' },
  { name: 'survey', description: 'Another modal' },
  { name: 'secret', description: 'Something for you alone' },
  { name: 'silent', description: 'Says nothing' },
  {
    name: 'read',
    description: 'Reads a file',
    options: [
      { type: 3, name: 'question', description: 'What to look for', required: true },
      { type: 11, name: 'file', description: 'What to read' },
    ],
  },
  { name: 'Quote this', type: 3 },
  { name: 'Look up', type: 2 },
];

/** Registers its commands and answers to everything in them. What it was told comes to `heard`, one line each. */
export async function runPageBot(client: Client<true>, heard: string[]): Promise<void> {
  client.on(Events.InteractionCreate, (interaction) => {
    void answer(interaction, heard).catch((error: unknown) => heard.push(`failed: ${String(error)}`));
  });
  await client.application.commands.set(commands);
}

async function answer(interaction: Interaction, heard: string[]): Promise<unknown> {
  if (interaction.isChatInputCommand()) return answerCommand(interaction);
  if (interaction.isMessageContextMenuCommand())
    return interaction.reply({ content: `Quoted: ${interaction.targetMessage.content}`, flags: EPHEMERAL });
  if (interaction.isUserContextMenuCommand())
    return interaction.reply({ content: `That is ${interaction.targetUser.displayName}.`, flags: EPHEMERAL });
  if (interaction.isModalSubmit()) return interaction.reply({ content: readModal(interaction), flags: EPHEMERAL });
  if (interaction.isAnySelectMenu()) {
    heard.push(`${interaction.customId}: ${interaction.values.length}`);
    if (interaction.customId !== 'colour') return interaction.deferUpdate();
    return interaction.update({ content: `You chose ${interaction.values.join(', ')}.` });
  }
  if (!interaction.isButton()) return undefined;
  switch (interaction.customId) {
    case 'count':
      return interaction.update(counter(Number(/\d+/.exec(interaction.message.content)?.[0] ?? 0) + 1));
    case 'slow':
      await interaction.deferUpdate();
      return interaction.editReply({ content: 'Counted to 100.' });
    case 'change':
      return interaction.reply({ content: 'Changed.', flags: EPHEMERAL });
    case 'ask':
      return interaction.showModal(formModal());
    case 'gone':
      await interaction.deferUpdate();
      return interaction.deleteReply();
    default:
      return undefined; // «silence»: the interaction fails
  }
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<unknown> {
  switch (interaction.commandName) {
    case 'buttons':
      return interaction.reply(counter(0));
    case 'menus':
      return interaction.reply({ content: 'Choose.', components: menus() });
    case 'panel':
      return interaction.reply(panel());
    case 'form':
      return interaction.showModal(formModal());
    case 'survey':
      return interaction.showModal(surveyModal());
    case 'secret': {
      const files = [new AttachmentBuilder(Buffer.from('for you'), { name: 'secret.txt' })];
      const row = buttonRow(button('gone', 'Burn it', ButtonStyle.Danger));
      return interaction.reply({ content: 'Tell nobody.', files, components: [row], flags: EPHEMERAL });
    }
    case 'read': {
      const file = interaction.options.getAttachment('file');
      await interaction.deferReply();
      return interaction.editReply(`${interaction.options.getString('question')}: ${file?.name ?? 'nothing to read'}`);
    }
    default:
      return undefined; // «silent»
  }
}

function counter(count: number) {
  const green = button('slow', 'Slow', ButtonStyle.Success).setEmoji('🐢');
  const off = button('off', 'Off', ButtonStyle.Danger).setDisabled(true);
  const link = new ButtonBuilder().setLabel('Read more').setURL('https://example.org/more').setStyle(ButtonStyle.Link);
  return {
    content: `Count: ${count}`,
    components: [
      buttonRow(button('count', 'Count', ButtonStyle.Primary), button('ask', 'Ask', ButtonStyle.Secondary), green),
      buttonRow(button('silence', 'Silence', ButtonStyle.Danger), off, link),
    ],
  };
}

function menus() {
  const colours = ['Red', 'Green', 'Blue'].map((label) => ({ label, value: label.toLowerCase() }));
  const single = new StringSelectMenuBuilder().setCustomId('colour').setPlaceholder('A colour').addOptions(colours);
  const people = new UserSelectMenuBuilder().setCustomId('people').setPlaceholder('Some people').setMaxValues(3);
  const role = new RoleSelectMenuBuilder().setCustomId('role').setPlaceholder('A role').setMinValues(0);
  const either = new MentionableSelectMenuBuilder().setCustomId('either').setPlaceholder('A person or a role');
  const channel = new ChannelSelectMenuBuilder()
    .setCustomId('channel')
    .setPlaceholder('A channel')
    .setChannelTypes(ChannelType.GuildText);
  return [single, people, role, either, channel].map((menu) =>
    new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(menu),
  );
}

function button(customId: string, label: string, style: Exclude<ButtonStyle, ButtonStyle.Link>) {
  return new ButtonBuilder().setCustomId(customId).setLabel(label).setStyle(style);
}

function buttonRow(...buttons: ButtonBuilder[]) {
  return new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(buttons);
}
