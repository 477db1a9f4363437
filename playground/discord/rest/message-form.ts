import type { APIEmbed } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Draft, MessageChange } from '../actions/messages.ts';
import { invalidForm } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { Call } from './route.ts';

const MAX_EMBEDS_LENGTH = 6000;
const snowflake = z.union([z.string().regex(/^\d+$/), z.int().transform(String)]);

const embed = z.looseObject({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: z.string().nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z.looseObject({ text: z.string().max(2048) }).nullish(),
  author: z.looseObject({ name: z.string().max(256) }).nullish(),
  fields: z
    .array(z.looseObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024) }))
    .max(25)
    .nullish(),
});

const allowedMentions = z.object({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
  users: z.array(snowflake).max(100).optional(),
  roles: z.array(snowflake).max(100).optional(),
  replied_user: z.boolean().optional(),
});

const message = z.object({
  content: z.union([z.string(), z.number().transform(String)]).nullish(),
  embeds: z.array(embed).max(10).nullish(),
  // What is in them is checked when it is known what kind of message it is.
  components: z.array(z.unknown()).nullish(),
  flags: z.int().nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: z
    .array(z.looseObject({ id: snowflake, description: z.string().max(1024).nullish() }))
    .max(10)
    .nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .looseObject({
      message_id: snowflake,
      type: z.int().min(0).max(1).nullish(),
      channel_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
});

/** A message as a bot sends it, and the flags that it asks for (ephemeral is among them for interactions). */
export function parseDraft(call: Call, body: unknown = call.body): { draft: Draft; flags: number } {
  const form = parseForm(message, body);
  const reference = form.message_reference;
  return {
    flags: form.flags ?? 0,
    draft: {
      ...common(form, call),
      content: form.content ?? undefined,
      embeds: form.embeds ? withoutTooMuchText(form.embeds) : undefined,
      nonce: form.nonce ?? undefined,
      enforceNonce: form.enforce_nonce ?? undefined,
      ...(reference && referenceOf(reference)),
    },
  };
}

function referenceOf(
  given: NonNullable<z.infer<typeof message>['message_reference']>,
): Pick<Draft, 'reference' | 'forward'> {
  const { type, message_id: messageId, channel_id: channelId, fail_if_not_exists: failIfNotExists } = given;
  if (type === 1) return { forward: { messageId, channelId: channelId ?? '' } };
  return { reference: { messageId, channelId: channelId ?? undefined, failIfNotExists: failIfNotExists ?? true } };
}

/** An edit as a bot sends it: `null` empties a field, an absent one stays. */
export function parseChange(call: Call, body: unknown = call.body): MessageChange {
  const form = parseForm(message, body);
  const kept = form.attachments?.map(({ id, description }) => ({ id, description: description ?? undefined }));
  return {
    ...common(form, call),
    content: form.content === null ? '' : form.content,
    embeds: form.embeds === null ? [] : form.embeds && withoutTooMuchText(form.embeds),
    components: form.components === null ? [] : form.components,
    keepAttachments: form.attachments === null ? [] : kept,
  };
}

function common(
  form: z.infer<typeof message>,
  call: Call,
): Pick<Draft, 'components' | 'flags' | 'allowedMentions' | 'files'> {
  const described = new Map(form.attachments?.map(({ id, description }) => [id, description ?? undefined]));
  return {
    components: form.components ?? undefined,
    flags: form.flags ?? undefined,
    allowedMentions: form.allowed_mentions ?? undefined,
    files: call.files.map((file) => ({ ...file, description: described.get(/\d+/.exec(file.field)?.[0] ?? '') })),
  };
}

function withoutTooMuchText(embeds: z.infer<typeof embed>[]): APIEmbed[] {
  const total = embeds.reduce((sum, one) => {
    const fields = (one.fields ?? []).reduce((length, { name, value }) => length + name.length + value.length, 0);
    const texts = [one.title, one.description, one.footer?.text, one.author?.name];
    return sum + fields + texts.reduce((length, text) => length + (text?.length ?? 0), 0);
  }, 0);
  if (total > MAX_EMBEDS_LENGTH)
    throw invalidForm({
      embeds: {
        code: 'MAX_EMBED_SIZE_EXCEEDED',
        message: `Embed size exceeds maximum size of ${MAX_EMBEDS_LENGTH}`,
      },
    });
  return embeds.map((one) => ({ type: 'rich', ...one })) as APIEmbed[];
}
