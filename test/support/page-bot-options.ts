import {
  ApplicationCommandOptionType as Type,
  type AutocompleteInteraction,
  type ChatInputApplicationCommandData,
  type ChatInputCommandInteraction,
} from 'discord.js';

const CITIES = ['Aachen', 'Berlin', 'Bern', 'Bonn'];

/** A command with options of every kind. */
export const optionsCommand: ChatInputApplicationCommandData = {
  name: 'trip',
  description: 'Trips',
  options: [
    { type: Type.Subcommand, name: 'list', description: 'Shows the trips' },
    {
      type: Type.Subcommand,
      name: 'plan',
      description: 'Plans a trip',
      options: [
        { type: Type.String, name: 'to', description: 'Where to go', required: true, autocomplete: true },
        { type: Type.Integer, name: 'days', description: 'For how long', required: true, minValue: 1, maxValue: 30 },
        {
          type: Type.String,
          name: 'by',
          description: 'How to travel',
          choices: ['Train', 'Bike'].map((name) => ({ name, value: name.toLowerCase() })),
        },
        { type: Type.User, name: 'with', description: 'Who comes along' },
        { type: Type.Boolean, name: 'luggage', description: 'Whether there is any' },
        { type: Type.Channel, name: 'place', description: 'Where to talk of it' },
        { type: Type.String, name: 'note', description: 'What else there is', maxLength: 40 },
        { type: Type.Attachment, name: 'map', description: 'A map' },
      ],
    },
  ],
};

/** Answers with what it was given, one option after another. */
export async function answerOptions(interaction: ChatInputCommandInteraction): Promise<unknown> {
  const [subcommand] = interaction.options.data;
  const given = subcommand?.options?.map(({ name, value, user, channel, attachment }) => {
    const meant = user?.username ?? channel?.name ?? attachment?.name ?? value;
    return `${name}=${String(meant)}`;
  });
  return interaction.reply([subcommand?.name, ...(given ?? [])].join(' '));
}

/** Offers cities; of one that is nowhere it says nothing. */
export async function completeOptions(interaction: AutocompleteInteraction): Promise<unknown> {
  const typed = interaction.options.getFocused().toLowerCase();
  if (typed === 'nowhere') return undefined;
  const found = CITIES.filter((city) => city.toLowerCase().startsWith(typed));
  return interaction.respond(found.map((name) => ({ name, value: name.slice(0, 3).toUpperCase() })));
}
