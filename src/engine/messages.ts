import { createId } from './ids.ts';
import type { IncompleteReason, Message, MessageEntry, Run } from './objects.ts';
import type { MessageBody } from './schemas.ts';

/** A message as a client sends it; the files that it names have been checked. */
export function newMessage(threadId: string, body: MessageBody, createdAt: number): MessageEntry {
  return {
    object: {
      ...blankMessage(threadId, createdAt),
      role: body.role,
      content: body.content.map((part) =>
        part.type === 'text' ? { type: 'text', text: { value: part.text, annotations: [] } } : part,
      ),
      attachments: body.attachments ?? [],
      metadata: body.metadata ?? {},
      completed_at: createdAt,
    },
  };
}

/** What a run has answered; `incomplete` says why that is not all of it. */
export function newAnswer(run: Run, text: string, createdAt: number, incomplete?: IncompleteReason): MessageEntry {
  return {
    object: {
      ...blankMessage(run.thread_id, createdAt),
      assistant_id: run.assistant_id,
      run_id: run.id,
      role: 'assistant',
      content: [{ type: 'text', text: { value: text, annotations: [] } }],
      ...(incomplete === undefined
        ? { completed_at: createdAt }
        : { status: 'incomplete', incomplete_details: { reason: incomplete }, incomplete_at: createdAt }),
    },
  };
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
