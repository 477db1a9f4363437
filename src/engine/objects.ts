import type OpenAI from 'openai';

/** Object metadata as it is kept: never `null`. */
export type Metadata = Record<string, string>;

// OpenAI's server sends some fields that its specification does not have; we send the union of both.

/** An assistant. `temperature` and `top_p` are `null` while nobody has set them; `presented` shows the default. */
export interface Assistant extends OpenAI.Beta.Assistant {
  metadata: Metadata;
  reasoning_effort: OpenAI.ReasoningEffort;
}

/** A thread. */
export interface Thread extends OpenAI.Beta.Thread {
  metadata: Metadata;
}

/** A message of a thread. */
export interface Message extends OpenAI.Beta.Threads.Message {
  metadata: Metadata;
}

/** What a run has cost. */
export interface RunUsage extends OpenAI.Beta.Threads.Run.Usage {
  prompt_token_details: { cached_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
}

/** A run. `temperature` and `top_p` are kept like an assistant's. */
export interface Run extends OpenAI.Beta.Threads.Run {
  metadata: Metadata;
  reasoning_effort: OpenAI.ReasoningEffort;
  tool_resources: OpenAI.Beta.Assistant.ToolResources;
  usage: RunUsage | null;
}

/** Why a message is not whole. */
export type IncompleteReason = OpenAI.Beta.Threads.Message.IncompleteDetails['reason'];

/** An assistant in the store. */
export interface AssistantEntry {
  readonly object: Assistant;
}

/** A thread in the store. */
export interface ThreadEntry {
  readonly object: Thread;
  /** The run that locks the thread. It may have run out meanwhile: `findActive` tells. */
  readonly activeRunId?: string;
  /** The thread is gone for everybody; what belonged to it is being deleted. */
  readonly isDeleted?: true;
  /** The vector stores that were made for it: they go with it. */
  readonly ownVectorStoreIds?: readonly string[];
}

/** A message in the store. */
export interface MessageEntry {
  readonly object: Message;
}

/** A run in the store. */
export interface RunEntry {
  readonly object: Run;
  /** Used for the answer, not shown on the object. */
  readonly additionalInstructions?: string;
  /** The messages that the run has written, in order. */
  readonly messageIds: readonly string[];
  /** The token of the lock under which it is executed: only its holder may end it. */
  readonly lease?: string;
}

/** The object as clients see it: with the defaults that OpenAI's server shows for what was never set. */
export function presented<Shown extends Assistant | Run>(object: Shown): Shown {
  return { ...object, temperature: object.temperature ?? 1, top_p: object.top_p ?? 1 };
}
