/** What a form error says about one field: `code` is for programs, `message` for people. */
export interface FieldError {
  code: string;
  message: string;
}

const refusals = {
  unauthorized: [401, 0, '401: Unauthorized'],
  unknownRoute: [404, 0, '404: Not Found'],
  wrongMethod: [405, 0, '405: Method Not Allowed'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownCommandPermissions: [404, 10066, 'Unknown application command permissions'],
  unknownTag: [404, 10087, 'Unknown tag'],
  botsCannot: [403, 20001, 'Bots cannot use this endpoint'],
  tooManyTags: [400, 30047, 'Maximum number of tags in a forum channel reached (20)'],
  tooManyPins: [400, 30003, 'Maximum number of pins reached (250)'],
  tooManyReactions: [400, 30010, 'Maximum number of reactions reached (20)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100).'],
  fileTooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  missingAccess: [403, 50001, 'Missing Access'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  notInDirectMessage: [403, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotMessageUser: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  tooFewOrTooManyMessages: [
    400,
    50016,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  pinnedElsewhere: [400, 50019, 'A message can only be pinned to the channel it was sent in'],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  messageTooOld: [400, 50034, 'A message provided was too old to bulk delete'],
  invalidApiVersion: [400, 50041, 'Invalid API version specified'],
  threadArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  replyNeedsHistory: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
  pollExpired: [400, 520001, 'Poll expired'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** A request that Discord refuses: the HTTP status, Discord's own code, and for forms what is wrong with which field. */
export class DiscordError extends Error {
  override name = 'DiscordError';
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body of the answer, as Discord writes it. */
  toJSON(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

/** One of the refusals of Discord, to be thrown. */
export function refusal(name: keyof typeof refusals): DiscordError {
  const [status, code, message] = refusals[name];
  return new DiscordError(status, code, message);
}

/** 50035: `path` names the field, `embeds.0.title` for example. */
export function invalidForm(fields: Readonly<Record<string, FieldError | readonly FieldError[]>>): DiscordError {
  const errors: Record<string, unknown> = {};
  for (const [path, found] of Object.entries(fields)) {
    let place = errors;
    for (const key of path === '' ? [] : path.split('.')) place = (place[key] ??= {}) as Record<string, unknown>;
    place['_errors'] = [...((place['_errors'] as FieldError[] | undefined) ?? []), found].flat();
  }
  return new DiscordError(400, 50035, 'Invalid Form Body', errors);
}
