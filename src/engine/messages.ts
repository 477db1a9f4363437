import { ApiError } from './api-error.ts';
import { createId } from './ids.ts';
import type { IncompleteReason, Message, MessageEntry, Run } from './objects.ts';
import type { MessageBody } from './schemas.ts';

/**
 * A message as a client sends it.
 *
 * @throws ApiError when it names a file: this server keeps none yet
 */
export function newMessage(threadId: string, body: MessageBody, createdAt: number): MessageEntry {
  const fileId =
    body.attachments?.[0]?.file_id ?? body.content.find((part) => part.type === 'image_file')?.image_file.file_id;
  if (fileId !== undefined) throw new ApiError(404, `No such File object: ${fileId}`);
  return {
    object: {
      ...blankMessage(threadId, createdAt),
      role: body.role,
      content: body.content.map((part) =>
        part.type === 'text' ? { type: 'text', text: { value: part.text, annotations: [] } } : part,
      ),
      metadata: body.metadata ?? {},
      completed_at: createdAt,
    },
  };
}

/** A message that a run begins to write. */
export function newAnswer(run: Run, createdAt: number): Message {
  return {
    ...blankMessage(run.thread_id, createdAt),
    assistant_id: run.assistant_id,
    run_id: run.id,
    role: 'assistant',
    content: [],
    status: 'in_progress',
  };
}

/** The message when all of it is there. */
export function completed(message: Message, seconds: number): Message {
  return { ...message, status: 'completed', completed_at: seconds };
}

/** The message when no more of it will come. */
export function incomplete(message: Message, reason: IncompleteReason, seconds: number): Message {
  return { ...message, status: 'incomplete', incomplete_details: { reason }, incomplete_at: seconds };
}

function blankMessage(threadId: string, createdAt: number): Omit<Message, 'role' | 'content'> {
  return {
    id: createId('msg'),
    object: 'thread.message',
    created_at: createdAt,
    assistant_id: null,
    thread_id: threadId,
    run_id: null,
    attachments: [],
    metadata: {},
    status: 'completed',
    incomplete_details: null,
    completed_at: null,
    incomplete_at: null,
  };
}
