import { z } from 'zod';

/** Whether a post in a channel is answered, and where. In a forum, both of the last answer every new post. */
export const SPEAKING = ['off', 'mentioned', 'thread', 'channel'] as const;
export type Speaking = (typeof SPEAKING)[number];

/** Which posts are answered in a thread that Bobbin takes part in. */
export const IN_THREADS = ['every', 'mentioned'] as const;
export type InThreads = (typeof IN_THREADS)[number];

export const PER = ['person', 'role', 'channel', 'server'] as const;
export const UNITS = ['answers', 'tokens'] as const;
export const WINDOWS = ['hour', 'day', 'month'] as const;

const LONGEST_INSTRUCTIONS = 2_000;
const MAX_IN_LIST = 100;

const id = z.string().regex(/^\d{1,20}$/, 'must be a Discord id: digits');
const ids = z.array(id).max(MAX_IN_LIST, `must have ${MAX_IN_LIST} entries at most`);
const assistantId = z.string().min(1).max(64, 'must be the id of an assistant');
const instructions = z
  .string()
  .trim()
  .min(1, 'must say something')
  .max(LONGEST_INSTRUCTIONS, `must have ${LONGEST_INSTRUCTIONS} characters at most`);

function whole(min: number, max: number) {
  return z
    .number('must be a number')
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be ${max} at most`);
}

/** What is set for a channel, a category or a forum; what is left out is as it is around it. */
export const placeSettings = z.strictObject({
  speaking: z.enum(SPEAKING).optional(),
  inThreads: z.enum(IN_THREADS).optional(),
  /** An answer is shown while it is written. */
  growing: z.boolean('must be true or false').optional(),
  /** An answer of more messages is shown as its beginning, and whole as a file. */
  mostMessages: whole(1, 20).optional(),
  assistantId: assistantId.optional(),
  instructions: instructions.optional(),
  /** By the id of a forum's tag, the assistant that its posts get. */
  tags: z.record(id, assistantId).optional(),
  /** The tag of a forum that says that a post is solved. */
  solvedTagId: id.optional(),
});
export type PlaceSettings = z.infer<typeof placeSettings>;

/** How much may be used, as `src/budgets` counts it. */
export const budget = z
  .strictObject({
    per: z.enum(PER),
    /** The role or channel that it is for. */
    of: id.optional(),
    unit: z.enum(UNITS),
    window: z.enum(WINDOWS),
    limit: whole(0, 1_000_000_000),
  })
  .refine(({ per, of }) => per !== 'role' || of !== undefined, { path: ['of'], message: 'must name the role' })
  .refine(({ per, of }) => per !== 'server' || of === undefined, { path: ['of'], message: 'is not for a server' });
export type BudgetSetting = z.infer<typeof budget>;

const people = z.strictObject({ roles: ids.optional(), people: ids.optional() });

/** Everything that the moderators of a server can set; what is left out is as the operator has it, or as Bobbin has. */
export const serverSettings = z.strictObject({
  /** For the places for which nothing is set. */
  everywhere: placeSettings.omit({ tags: true, solvedTagId: true }).optional(),
  /** By the id of a channel, category or forum. */
  places: z.record(id, placeSettings).optional(),
  /** By the id of a role: what the assistant is told about its members. */
  roleInstructions: z.record(id, instructions).optional(),
  /** Other bots and webhooks whose posts get answers. */
  bots: ids.optional(),
  /** When somebody is in it, all others are refused. */
  allowed: people.optional(),
  refused: people.optional(),
  budgets: z.array(budget).max(50, 'must have 50 entries at most').optional(),
  /** Between two answers to the same person. */
  cooldownSeconds: whole(0, 86_400).optional(),
  /** In characters. */
  longestPost: whole(1, 100_000).optional(),
  /** With one post. */
  mostFiles: whole(0, 10).optional(),
  /** Of the calendar by which budgets are counted, as in `Europe/Berlin`. */
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin').optional(),
  /** Conversations in which nothing was posted for so long are deleted. */
  retentionDays: whole(1, 3_650).optional(),
  /** Where refusals, failures and changed settings are told. */
  logChannelId: id.optional(),
});
export type ServerSettings = z.infer<typeof serverSettings>;

/** For both that know time zones: each takes some that the other refuses. */
function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** What nobody has set is like this. */
export const BUILT_IN = {
  speaking: 'mentioned',
  inThreads: 'every',
  growing: false,
  mostMessages: 5,
  timeZone: 'UTC',
} as const;

/** One line for each thing that is wrong, with where it stands. */
export function mistakesOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
}
