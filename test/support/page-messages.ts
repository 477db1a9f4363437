import type { Message } from '../../playground/page/client/types.ts';

/** A message as the page reads it, of Ada unless somebody else is named. */
export function pageMessage(id: number, { by = 'Ada', ...changes }: Partial<Message> & { by?: string } = {}): Message {
  return {
    id: String(id),
    channel_id: '1',
    type: 0,
    author: { id: by, username: by, global_name: by, bot: false },
    content: `post ${id}`,
    timestamp: new Date(0).toISOString(),
    edited_timestamp: null,
    flags: 0,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    embeds: [],
    attachments: [],
    ...changes,
  };
}
