import type {
  Channel,
  ForumTag,
  Guild,
  Choice,
  Command,
  CommandPermission,
  CommandPermissions,
  Emoji,
  FieldValue,
  Message,
  MessagePage,
  MessageQuery,
  Person,
  State,
  Upload,
  User,
} from './types.ts';

/** A request that the local Discord refused; the message is a sentence for a person. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  /** What is wrong with which field of the request: a sentence for each. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(answer: unknown, status: number) {
    super(sentence(answer));
    this.status = status;
    this.fields = new Map(fieldProblems(errorsOf(answer)));
  }

  /** Whether the bot kept silent, and not the local Discord refused. */
  get isSilence(): boolean {
    return this.status === 504;
  }
}

/**
 * A request below `/playground`.
 * @throws {Refusal}
 */
export async function call<Answer = void>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/playground${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new Error('The local Discord does not answer. It may be restarting.', { cause: error });
  });
  if (!response.ok) throw new Refusal(await response.json().catch(() => undefined), response.status);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** What a refusal says, with what is wrong with which field. */
function sentence(answer: unknown): string {
  const fields = [...fieldProblems(errorsOf(answer))].map(([field, problem]) => `${field}: ${problem}`);
  const { message } = (answer ?? {}) as { message?: string };
  const text = fields.join(' ') || message || 'The local Discord refused this.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const errorsOf = (answer: unknown) => (answer as { errors?: object } | undefined)?.errors;

function* fieldProblems(errors: unknown, field = 'This'): Generator<[field: string, problem: string]> {
  if (typeof errors !== 'object' || errors === null) return;
  for (const [key, inner] of Object.entries(errors)) {
    if (key !== '_errors') yield* fieldProblems(inner, key);
    else for (const { message } of inner as { message: string }[]) yield [field, message];
  }
}

/** Everybody on the server. */
export const listPeople = () => call<Person[]>('GET', '/people');

/** Somebody joins; one who is there already stays. */
export const addPerson = (person: { name: string; moderator?: boolean }) => call<Person>('POST', '/people', person);

/** Sets the language of somebody's client. */
export const setLocale = (personId: string, locale: string) => call('PATCH', `/people/${personId}`, { locale });

/** Gives or takes a role. */
export const setRole = ({ personId, roleId, isGiven }: { personId: string; roleId: string; isGiven: boolean }) =>
  call(isGiven ? 'PUT' : 'DELETE', `/people/${personId}/roles/${roleId}`);

/** A new role, which can be mentioned. */
export const addRole = (role: { name: string; color?: number }) =>
  call('POST', '/roles', { ...role, mentionable: true });

/** Changes the settings of the server. */
export const changeGuild = (change: { preferredLocale?: string; premiumTier?: number }) =>
  call<Guild>('PATCH', '/guild', change);

/** A tag of a forum as it is wanted; with the id of one that is there, it is that one. */
export type WantedTag = Pick<ForumTag, 'name'> & Partial<Pick<ForumTag, 'id' | 'moderated'>>;

/** A channel, forum or category that is to be made. */
export interface NewChannel {
  name: string;
  type: number;
  topic?: string;
  parentId?: string;
  private?: boolean;
  tags?: WantedTag[];
}

/** What is to be different about a channel or thread. */
export interface ChannelChange {
  name?: string;
  topic?: string;
  tags?: WantedTag[];
  requiresTag?: boolean;
  archived?: boolean;
  locked?: boolean;
  appliedTags?: string[];
}

/** What a post is besides its text. */
export interface PostOptions {
  attachments?: readonly Upload[];
  /** The id of the message that it replies to. */
  replyTo?: string;
  /** Whether the one replied to is mentioned. */
  ping?: boolean;
  /** A second post with the same one makes no second message. */
  nonce?: string;
}

/** A command, `assistant switch`, with what its options are given; files are by option. */
export interface CommandUse {
  command: string;
  options: Readonly<Record<string, string | number | boolean>>;
  files?: Readonly<Record<string, Upload>>;
}

/** What a command of a menu is used on. */
export type MenuTarget = { command: string; messageId: string } | { command: string; userId: string };

export type Api = ReturnType<typeof createApi>;

/** The local Discord, as one person. Everything rejects with a sentence for a person. */
export function createApi(personId: string) {
  const person = `/people/${personId}`;
  const channel = (id: string) => `${person}/channels/${id}`;
  const messageOf = ({ channel_id, id }: Pick<Message, 'channel_id' | 'id'>) => `${channel(channel_id)}/messages/${id}`;

  return {
    eventsUrl: `/playground${person}/events`,
    state: () => call<State>('GET', `${person}/state`),
    /** The conversation with the bot, or with somebody else. */
    openDirect: (recipient?: string) => call<Channel>('POST', `${person}/directs`, { recipient }),
    createChannel: (wanted: NewChannel) => call<Channel>('POST', `${person}/channels`, wanted),

    messages: (id: string, query: MessageQuery = {}) =>
      call<MessagePage>('GET', `${channel(id)}/messages?${queryString(query)}`),
    /** The one message with this id; undefined when it was deleted. */
    async message(id: string, messageId: string): Promise<Message | undefined> {
      const before = String(BigInt(messageId) + 1n);
      const page = await call<MessagePage>('GET', `${channel(id)}/messages?before=${before}&limit=1`);
      return page.messages.find((message) => message.id === messageId);
    },
    post: (id: string, content: string, { attachments = [], ...options }: PostOptions = {}) =>
      call<Message>('POST', `${channel(id)}/messages`, { content, attachments, ...options }),
    edit: (message: Message, content: string) => call<Message>('PATCH', messageOf(message), { content }),
    remove: (message: Message) => call('DELETE', messageOf(message)),
    react: (message: Message, emoji: Emoji, isOn: boolean) =>
      call(isOn ? 'PUT' : 'DELETE', `${messageOf(message)}/reactions/${encodeURIComponent(emojiText(emoji))}`),
    /** Passes it on to another channel. */
    forward: (message: Message, to: string) => call<Message>('POST', `${messageOf(message)}/forward`, { to }),
    /** Who has reacted with an emoji. */
    reactors: (message: Message, emoji: Emoji) =>
      call<User[]>('GET', `${messageOf(message)}/reactions/${encodeURIComponent(emojiText(emoji))}`),
    /** The newest pin first. */
    pins: (id: string) => call<Message[]>('GET', `${channel(id)}/pins`),
    /** In a poll; the answers are ids. */
    vote: (message: Message, answers: readonly number[]) => call('PUT', `${messageOf(message)}/poll`, { answers }),
    pin: (message: Message, isOn: boolean) => call(isOn ? 'PUT' : 'DELETE', `${messageOf(message)}/pin`),
    /** A post in a forum; tags are ids. */
    postInForum: (id: string, post: { name: string; content: string; tags: string[]; attachments?: Upload[] }) =>
      call<Channel>('POST', `${channel(id)}/posts`, post),
    startThread: (id: string, thread: { name: string; messageId?: string; private?: boolean }) =>
      call<Channel>('POST', `${channel(id)}/threads`, thread),
    changeChannel: (id: string, change: ChannelChange) => call<Channel>('PATCH', channel(id), change),
    removeChannel: (id: string) => call('DELETE', channel(id)),
    setThreadMember: (id: string, isMember: boolean) => call(isMember ? 'PUT' : 'DELETE', `${channel(id)}/members/@me`),
    typing: (id: string) => call('POST', `${channel(id)}/typing`, {}),

    commands: (id: string) => call<Command[]>('GET', `${channel(id)}/commands`),
    /** Answers when the bot has answered; what it answers with comes as events. */
    command: (id: string, use: CommandUse, nonce: string) => call('POST', `${channel(id)}/commands`, { ...use, nonce }),
    /** A command of the menu of a message or a user. */
    menu: (id: string, target: MenuTarget, nonce: string) => call('POST', `${channel(id)}/menus`, { ...target, nonce }),
    /** What the bot offers for the option that is being completed. */
    async autocomplete(id: string, use: CommandUse & { focused: string }): Promise<Choice[]> {
      return (await call<{ choices: Choice[] }>('POST', `${channel(id)}/autocomplete`, use)).choices;
    },
    /** Presses a button, or chooses in a menu. */
    press: (message: Message, use: { customId: string; values?: readonly string[] }, nonce: string) =>
      call('POST', `${messageOf(message)}/components`, { ...use, nonce }),
    submitModal: (id: string, values: Record<string, FieldValue>, nonce: string) =>
      call('POST', `${person}/modals/${id}`, { values, nonce }),
    dismissModal: (id: string) => call('DELETE', `${person}/modals/${id}`),

    commandPermissions: () => call<CommandPermissions[]>('GET', `${person}/command-permissions`),
    /** The id is a command's, or the bot's for all of them. */
    setCommandPermissions: (id: string, permissions: readonly CommandPermission[]) =>
      call('PUT', `${person}/command-permissions/${id}`, { permissions }),
  };
}

function queryString(query: MessageQuery): string {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
}

/** An emoji as addresses name it: the letter, or the name and id of one of the server's own. */
function emojiText({ id, name }: Emoji): string {
  return id ? `${name}:${id}` : (name ?? '');
}
