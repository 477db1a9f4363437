import { z } from 'zod';
import type { Metadata } from './objects.ts';

// What clients may send, with OpenAI's limits. Unknown fields are ignored: old code sends some.

/** How many pairs of metadata an object has at most. */
export const MAX_METADATA = 16;
const MAX_METADATA_KEY = 64;
const MAX_METADATA_VALUE = 512;
const MAX_INSTRUCTIONS = 256_000;
const MAX_CONTENT = 256_000;

/** The refusal of too many metadata pairs; `undefined` while there are not too many. */
export function tooManyProperties(metadata: Metadata): string | undefined {
  const count = Object.keys(metadata).length;
  if (count <= MAX_METADATA) return undefined;
  return `Invalid 'metadata': too many properties. Expected an object with at most ${MAX_METADATA} properties, but got an object with ${count} properties instead.`;
}

/** The code that goes with `tooManyProperties`. */
export const TOO_MANY_PROPERTIES = 'object_above_max_properties';

/** Metadata as clients send it. */
export const metadata = z.record(z.string(), z.string().max(MAX_METADATA_VALUE)).superRefine((value, context) => {
  const tooMany = tooManyProperties(value);
  if (tooMany !== undefined) {
    context.addIssue({ code: 'custom', message: tooMany, params: { code: TOO_MANY_PROPERTIES } });
  }
  const longKey = Object.keys(value).find((key) => key.length > MAX_METADATA_KEY);
  if (longKey !== undefined) {
    context.addIssue({
      code: 'custom',
      message: `Invalid property name in 'metadata': string too long. Expected a property name with maximum length ${MAX_METADATA_KEY}, but got a name with length ${longKey.length} instead.`,
      params: { code: 'property_name_above_max_length' },
    });
  }
});

const reasoningEffort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish();
const temperature = z.number().min(0).max(2).nullish();
const topP = z.number().min(0).max(1).nullish();

const tool = z.discriminatedUnion('type', [
  z.object({ type: z.literal('code_interpreter') }),
  z.object({
    type: z.literal('file_search'),
    file_search: z
      .object({
        max_num_results: z.int().min(1).max(50).exactOptional(),
        ranking_options: z
          .object({
            score_threshold: z.number().min(0).max(1),
            ranker: z.enum(['auto', 'default_2024_08_21']).exactOptional(),
          })
          .exactOptional(),
      })
      .exactOptional(),
  }),
  z.object({
    type: z.literal('function'),
    function: z.object({
      name: z.string().min(1).max(64),
      description: z.string().exactOptional(),
      parameters: z.record(z.string(), z.unknown()).exactOptional(),
      strict: z.boolean().nullable().exactOptional(),
    }),
  }),
  z.object({ type: z.literal('web_search') }), // an extension of ours
]);

/** How files are cut into pieces. */
export const chunkingStrategy = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('auto') }),
    z.object({
      type: z.literal('static'),
      static: z
        .object({ max_chunk_size_tokens: z.int().min(100).max(4096), chunk_overlap_tokens: z.int().min(0) })
        .refine(
          (value) => value.chunk_overlap_tokens <= value.max_chunk_size_tokens / 2,
          'The overlap must not be more than half of max_chunk_size_tokens.',
        ),
    }),
  ])
  .exactOptional();
export type ChunkingStrategy = z.output<typeof chunkingStrategy>;

const codeResources = z.object({ file_ids: z.array(z.string()).max(20).exactOptional() }).exactOptional();
const vectorStoreIds = z.array(z.string()).max(1).exactOptional();

/** The resources of a run, where no vector store is made. */
const toolResources = z
  .object({
    code_interpreter: codeResources,
    file_search: z.object({ vector_store_ids: vectorStoreIds }).exactOptional(),
  })
  .nullish();

/** The resources of an assistant or a thread may also ask for a vector store to be made. */
const newToolResources = z
  .object({
    code_interpreter: codeResources,
    file_search: z
      .object({
        vector_store_ids: vectorStoreIds,
        vector_stores: z
          .array(
            z.object({
              file_ids: z.array(z.string()).max(10_000).exactOptional(),
              chunking_strategy: chunkingStrategy,
              metadata: metadata.nullish(),
            }),
          )
          .max(1)
          .exactOptional(),
      })
      .exactOptional(),
  })
  .nullish();
export type NewToolResources = z.output<typeof newToolResources>;

const responseFormat = z
  .union([
    z.literal('auto'),
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string(),
          description: z.string().exactOptional(),
          schema: z.record(z.string(), z.unknown()).exactOptional(),
          strict: z.boolean().nullable().exactOptional(),
        }),
      }),
    ]),
  ])
  .nullish();

const imageDetail = z.enum(['auto', 'low', 'high']).default('auto');
/** The model's server fetches it, not the engine: so nothing but what OpenAI's would fetch. */
const imageUrl = z
  .string()
  .regex(/^(?:https?:\/\/|data:image\/)/i, 'Expected a URL that begins with http, https or data:image.');

const contentPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(MAX_CONTENT) }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: imageUrl, detail: imageDetail }) }),
  z.object({ type: z.literal('image_file'), image_file: z.object({ file_id: z.string(), detail: imageDetail }) }),
]);

const content = z
  .union([z.string().max(MAX_CONTENT), z.array(contentPart)])
  .refine((value) => value.length > 0, { error: 'Message content must be non-empty.' })
  .transform((value) => (typeof value === 'string' ? [{ type: 'text' as const, text: value }] : value));

/** A message to create. */
export const messageBody = z.object({
  role: z.enum(['user', 'assistant']),
  content,
  attachments: z
    .array(
      z.object({
        file_id: z.string().exactOptional(),
        tools: z.array(z.object({ type: z.enum(['code_interpreter', 'file_search']) })).exactOptional(),
      }),
    )
    .nullish(),
  metadata: metadata.nullish(),
});
export type MessageBody = z.output<typeof messageBody>;

const assistantFields = {
  name: z.string().max(256).nullish(),
  description: z.string().max(512).nullish(),
  instructions: z.string().max(MAX_INSTRUCTIONS).nullish(),
  reasoning_effort: reasoningEffort,
  tools: z.array(tool).max(128).nullish(),
  tool_resources: newToolResources,
  metadata: metadata.nullish(),
  temperature,
  top_p: topP,
  response_format: responseFormat,
};

/** An assistant to create. */
export const assistantBody = z.object({
  model: z.string().min(1),
  ...assistantFields,
});
export type AssistantBody = z.output<typeof assistantBody>;

/** Changes to an assistant. */
export const assistantChanges = z.object({ model: z.string().min(1).optional(), ...assistantFields });

/** A thread to create. */
export const threadBody = z.object({
  messages: z.array(messageBody).nullish(),
  tool_resources: newToolResources,
  metadata: metadata.nullish(),
});

/** Changes to a thread. */
export const threadChanges = z.object({ tool_resources: newToolResources, metadata: metadata.nullish() });

/** Changes to a message or a run. */
export const metadataChanges = z.object({ metadata: metadata.nullish() });

/** A run to create. */
export const runBody = z.object({
  assistant_id: z.string(),
  model: z.string().min(1).nullish(),
  reasoning_effort: reasoningEffort,
  instructions: z.string().max(MAX_INSTRUCTIONS).nullish(),
  additional_instructions: z.string().max(MAX_INSTRUCTIONS).nullish(),
  additional_messages: z.array(messageBody).nullish(),
  tools: z.array(tool).max(20).nullish(),
  metadata: metadata.nullish(),
  temperature,
  top_p: topP,
  stream: z.boolean().nullish(),
  max_prompt_tokens: z.int().min(256).nullish(),
  max_completion_tokens: z.int().min(256).nullish(),
  truncation_strategy: z
    .object({ type: z.enum(['auto', 'last_messages']), last_messages: z.int().min(1).nullish() })
    .nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.object({
        type: z.enum(['function', 'code_interpreter', 'file_search']),
        function: z.object({ name: z.string() }).exactOptional(),
      }),
    ])
    .nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormat,
  // Not in the specification, but published bots send it.
  tool_resources: toolResources,
});
export type RunBody = z.output<typeof runBody>;

/** A thread with a run in it, to create. */
export const threadRunBody = runBody.omit({ additional_instructions: true, additional_messages: true }).extend({
  thread: threadBody.nullish(),
});

/** What the functions that a run waits for have given. */
export const outputsBody = z.object({
  tool_outputs: z.array(z.object({ tool_call_id: z.string().nullish(), output: z.string().nullish() })),
  stream: z.boolean().nullish(),
});
export type OutputsBody = z.output<typeof outputsBody>;

const queryInteger = z
  .string()
  .transform((text) => (/^-?\d+$/.test(text) ? Number(text) : text))
  .pipe(z.int().min(1).max(100));

const cursor = z
  .string()
  .optional()
  .transform((id) => (id === '' ? undefined : id));

/** What a list request asks for. */
export const pageQuery = z.object({
  limit: queryInteger.default(20),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: cursor,
  before: cursor,
});
export type PageQuery = z.output<typeof pageQuery>;
