/** One message of a conversation that is exported. */
export interface ExportedMessage {
  readonly role: 'user' | 'assistant';
  /** Who wrote it in Discord; absent for the assistant. */
  readonly author?: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly text: string;
  /** The ids of its files on the Assistants server. */
  readonly files?: readonly string[];
}

/** A conversation, as its people may take it with them. */
export interface ExportedConversation {
  /** The Discord thread, channel or DM. */
  readonly conversationId: string;
  readonly assistant?: { readonly id: string; readonly name: string | null };
  /** Oldest first. */
  readonly messages: readonly ExportedMessage[];
  /** There were older messages than these. */
  readonly isCut: boolean;
}

/** The words that an export needs besides what was said. */
export interface ExportWords {
  readonly title: string;
  readonly assistant: string;
  readonly isCut: string;
  /** What is said in the place of a message without text. */
  readonly noText: string;
  readonly files: string;
}

/** A conversation for reading, as Markdown. */
export function toMarkdown(conversation: ExportedConversation, words: ExportWords): string {
  const { assistant, messages, isCut } = conversation;
  const lines = [`# ${words.title}`];
  if (isCut) lines.push(`*${words.isCut}*`);
  for (const { role, author, createdAt, text, files = [] } of messages) {
    const name = role === 'assistant' ? (assistant?.name ?? words.assistant) : (author?.name ?? '?');
    lines.push(
      `## ${inline(name)} · ${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
      text.trim() || `*${words.noText}*`,
    );
    if (files.length > 0) lines.push(`*${words.files}: ${files.join(', ')}*`);
  }
  return `${lines.join('\n\n')}\n`;
}

/** A conversation for programs, as JSON. */
export function toJson(conversation: ExportedConversation): string {
  return `${JSON.stringify(conversation, undefined, 2)}\n`;
}

/** A name in which nothing is Markdown. */
function inline(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
