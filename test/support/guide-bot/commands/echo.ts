import {
  ChannelType,
  type ChatInputCommandInteraction,
  EmbedBuilder,
  GuildMember,
  MessageFlags,
  Role,
  roleMention,
  SlashCommandBuilder,
  User,
  userMention,
} from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('echo')
  .setDescription('Replies with what you give it.')
  .addStringOption((option) =>
    option.setName('text').setDescription('Some text').setRequired(true).setMinLength(2).setMaxLength(100),
  )
  .addStringOption((option) =>
    option
      .setName('tone')
      .setDescription('How to say it')
      .addChoices({ name: 'As it is', value: 'plain' }, { name: 'Loudly', value: 'loud' }),
  )
  .addIntegerOption((option) => option.setName('times').setDescription('How often').setMinValue(1).setMaxValue(5))
  .addNumberOption((option) => option.setName('weight').setDescription('With a fraction'))
  .addBooleanOption((option) => option.setName('hidden').setDescription('Only for you'))
  .addUserOption((option) => option.setName('user').setDescription('Somebody'))
  .addChannelOption((option) =>
    option.setName('channel').setDescription('Somewhere').addChannelTypes(ChannelType.GuildText),
  )
  .addRoleOption((option) => option.setName('role').setDescription('Some role'))
  .addMentionableOption((option) => option.setName('anyone').setDescription('Somebody or some role'))
  .addAttachmentOption((option) => option.setName('file').setDescription('A file'));

function mention(target: ReturnType<ChatInputCommandInteraction['options']['getMentionable']>): string | undefined {
  if (target instanceof Role) return roleMention(target.id);
  if (target instanceof GuildMember || target instanceof User) return userMention(target.id);
  return undefined;
}

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const { options } = interaction;
  const text = options.getString('text', true);
  const given: Record<string, string | number | undefined> = {
    times: options.getInteger('times') ?? undefined,
    weight: options.getNumber('weight') ?? undefined,
    user: options.getUser('user')?.displayName,
    channel: options.getChannel('channel')?.name ?? undefined,
    role: options.getRole('role')?.name,
    anyone: mention(options.getMentionable('anyone')),
    file: options.getAttachment('file')?.name,
  };
  const embed = new EmbedBuilder()
    .setColor(0x00_99_ff)
    .setTitle('What you gave')
    .addFields(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value: String(value), inline: true }],
      ),
    )
    .setFooter({ text: 'Echo' });
  await interaction.reply({
    content: options.getString('tone') === 'loud' ? text.toUpperCase() : text,
    embeds: [embed],
    flags: options.getBoolean('hidden') ? MessageFlags.Ephemeral : [],
  });
}
