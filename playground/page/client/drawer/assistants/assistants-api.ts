import { call } from '../../api.ts';
import type { Run, Step, ThreadMessage } from './objects.ts';

interface Page<Item> {
  data: Item[];
  has_more: boolean;
}

const MAX_MESSAGES = 100;
const MAX_RUNS = 20;

const thread = (id: string) => `/assistants/threads/${encodeURIComponent(id)}`;

/** The Assistants thread of a channel, thread or direct message. */
export const readThreadId = (channelId: string) =>
  call<{ threadId: string | null }>('GET', `/assistants-thread?channel=${channelId}`);

/** The newest ones, the newest first. */
export const readRuns = (threadId: string) =>
  call<Page<Run>>('GET', `${thread(threadId)}/runs?limit=${MAX_RUNS}&order=desc`);

/** The newest ones, the newest first. */
export const readMessages = (threadId: string) =>
  call<Page<ThreadMessage>>('GET', `${thread(threadId)}/messages?limit=${MAX_MESSAGES}&order=desc`);

/** In order. */
export const readSteps = (threadId: string, runId: string) =>
  call<Page<Step>>('GET', `${thread(threadId)}/runs/${runId}/steps?limit=100&order=asc`);
