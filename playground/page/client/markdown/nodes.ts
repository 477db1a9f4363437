/** A part of a text, as plain data: what Discord makes of its marks. */
export type Node =
  | { type: 'text'; content: string }
  | { type: MarkType; content: Node[] }
  | { type: 'inlineCode'; content: string }
  | { type: 'codeBlock'; content: string; language?: string }
  | { type: 'heading'; level: 1 | 2 | 3; content: Node[] }
  | ListNode
  | LinkNode
  | { type: 'user' | 'role' | 'channel'; id: string }
  | { type: 'everyone' | 'here' }
  | { type: 'messageLink'; channelId: string; messageId?: string; target: string }
  | { type: 'command'; name: string }
  | { type: 'navigation'; to: Navigation }
  | { type: 'timestamp'; seconds: number; style: TimestampStyle }
  | { type: 'emoji'; id: string; name: string; animated: boolean }
  | { type: 'unicodeEmoji'; content: string };

/** What does nothing but look different. */
export type MarkType = 'strong' | 'em' | 'underline' | 'strikethrough' | 'spoiler' | 'subtext' | 'blockQuote';

/** Without `start` it has bullets. */
export interface ListNode {
  type: 'list';
  start?: number;
  items: Node[][];
}

export interface LinkNode {
  type: 'link';
  target: string;
  /** What is shown on hover: where a masked link leads. Others have none. */
  title?: string;
  content: Node[];
}

/** Places of a server that a text can lead to. https://docs.discord.com/developers/reference#message-formatting */
export const NAVIGATION_NAMES = {
  customize: 'Channels & Roles',
  browse: 'Browse Channels',
  guide: 'Server Guide',
  'linked-roles': 'Linked Roles',
};

export type Navigation = keyof typeof NAVIGATION_NAMES;

/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
export type TimestampStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 's' | 'S' | 'R';

/**
 * What a text is part of: a message, the body of an embed, one line (a topic, a preview), or the title of an embed or
 * of one of its fields, where neither links nor mentions work.
 */
export type Kind = 'message' | 'embed' | 'inline' | 'title';
