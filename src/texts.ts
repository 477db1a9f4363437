/** Every sentence that Bobbin itself says to a person in Discord, in one place. `-#` is Discord's small print. */
export const texts = {
  // Added to an answer
  forgotten: '-# I no longer have what was said here before, so this conversation starts over.',
  cutShort: '-# I stopped here: the answer reached its length limit. Say “go on” to hear the rest.',

  // In place of an answer
  emptyAnswer: 'The assistant had nothing to say to that. Asking in other words may help.',
  stopped: 'This answer was stopped before it was finished. Ask again if you still want it.',
  storeAway: 'I cannot get at my memory right now. Your message is not lost: I will answer it when I can.',
  modelFailed:
    'The model could not answer just now. I still have what you wrote: say “again” in a few minutes. If that does not help, tell the people who run this bot.',
  tooBusy: 'The model has too much to do right now. I still have what you wrote: say “again” in a few minutes.',
  promptRefused: 'The model refused this. Trying again will not help; other words may.',
  tookTooLong: 'The assistant took too long, so I gave up. Say “again” to try once more, or ask a smaller question.',
  needsTools:
    'The assistant kept using its tools without coming to an answer, so I stopped it. Ask in other words, or try another assistant (`/assistant switch`).',
  assistantGone: 'The assistant of this conversation no longer exists. Choose another one with `/assistant switch`.',
  notSetUp:
    'I am not set up correctly: the Assistants server does not accept my key. Trying again will not help; please tell the people who run this bot.',
  serverRefused:
    'The Assistants server refused this. Trying again will hardly help; please tell the people who run this bot.',
  serverAway:
    'I cannot reach the Assistants server right now. I still have what you wrote: say “again” in a few minutes.',
  refusedByDiscord: 'I have an answer, but Discord refuses to show it here (a filter of this server, perhaps).',
  unknownEnd: 'This answer ended in a way that I do not know. Trying again may help.',
  somethingWentWrong:
    'Something went wrong on my side. Trying again may help; if it does not, tell the people who run this bot.',

  // Commands
  noStoreForCommand: 'I cannot get at my memory right now. Please try again in a minute.',
  notHere: 'There is no conversation here. Mention me to start one.',
  notYours: 'Only the person who started this conversation, or somebody who may manage threads, can do that.',
  wasReset: 'This conversation starts over: I have forgotten everything that was said here.',
  noSuchAssistant: (name: string) => `There is no assistant called “${name}”. See \`/assistant list\`.`,
  switched: (name: string) => `You are talking to **${name}** from here on. I still know what was said before.`,
  assistantList: (lines: readonly string[]) => `**Assistants**\n${lines.join('\n')}`,
  assistantLine: (name: string, description: string | null, marks: readonly string[]) =>
    `- **${name}**${description ? `: ${description}` : ''}${marks.length > 0 ? ` *(${marks.join(', ')})*` : ''}`,
  isTalkingHere: 'talking here',
  isDefault: 'the default',
  moreAssistants: (count: number) => `- … and ${count} more`,
  help: (botName: string) =>
    [
      `**Talking with ${botName}**`,
      `- Mention me in a channel: I open a thread and answer there.`,
      '- In that thread I answer every post; no mention is needed.',
      '- Mention me in any other thread and I join in. In a direct message, just write.',
      '',
      '**Commands**',
      '- `/reset`: this conversation starts over.',
      '- `/assistant list`: whom you can talk to.',
      '- `/assistant switch`: talk to another one; what was said stays.',
      '',
      '-# `/reset` and `/assistant switch` are for whoever started the conversation and for those who may manage threads.',
    ].join('\n'),
} as const;
