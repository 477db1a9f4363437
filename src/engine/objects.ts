import type OpenAI from 'openai';
import type { ModelItem } from './models/model.ts';

/** Object metadata as it is kept: never `null`. */
export type Metadata = Record<string, string>;

// OpenAI's server sends some fields that its specification does not have; we send the union of both.

/** A tool as clients declare it. Searching the web is an extension of ours. */
export type Tool = OpenAI.Beta.AssistantTool | { type: 'web_search' };

/** An assistant. `temperature` and `top_p` are `null` while nobody has set them; `presented` shows the default. */
export interface Assistant extends Omit<OpenAI.Beta.Assistant, 'tools'> {
  tools: Tool[];
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
export interface Run extends Omit<OpenAI.Beta.Threads.Run, 'tools'> {
  tools: Tool[];
  metadata: Metadata;
  reasoning_effort: OpenAI.ReasoningEffort;
  tool_resources: OpenAI.Beta.Assistant.ToolResources;
  usage: RunUsage | null;
}

/** A step of a run. */
export interface Step extends OpenAI.Beta.Threads.Runs.RunStep {
  metadata: Metadata;
  expires_at: number | null;
  usage: RunUsage | null;
}

/** A call of a tool, as a step shows it. */
export type ToolCall = OpenAI.Beta.Threads.Runs.ToolCall;

/** A piece of a message. */
export type Content = OpenAI.Beta.Threads.MessageContent;

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
}

/** A message in the store. */
export interface MessageEntry {
  readonly object: Message;
  /** The calls of functions, with their outputs, that the same run made before it wrote this. */
  readonly calls?: readonly ModelItem[];
}

/** A step in the store. */
export interface StepEntry {
  readonly object: Step;
  /** What the answer of the model has cost that asked for these calls: shown when they have their outputs. */
  readonly spent?: RunUsage;
}

/** A run in the store. */
export interface RunEntry {
  readonly object: Run;
  /** Used for the answer, not shown on the object. */
  readonly additionalInstructions?: string;
  /** The messages that the run has written, in order. */
  readonly messageIds: readonly string[];
  /** When it was created, in milliseconds. */
  readonly createdAtMs: number;
  /** What has happened in it so far, for the model. */
  readonly items: readonly ModelItem[];
  /** What its finished answers of the model have cost together; the object shows it at the end. */
  readonly spent?: RunUsage;
  /** What stands unfinished in the store: it is closed when the run ends. */
  readonly open?: { readonly stepId: string; readonly messageId?: string };
  /** What was said after the functions were called: it is published when they have their outputs. */
  readonly late?: readonly Content[];
  /** The token of the lock under which it is executed: only its holder may end it. */
  readonly lease?: string;
}

/** The object as clients see it: with the defaults that OpenAI's server shows for what was never set. */
export function presented<Shown extends Assistant | Run>(object: Shown): Shown {
  return { ...object, temperature: object.temperature ?? 1, top_p: object.top_p ?? 1 };
}
