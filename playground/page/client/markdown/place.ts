import type { MarkdownNames } from './markdown-names.ts';

/** What the mentions and emoji in a text stand for, where it is shown, and what pressing them does. */
export interface MarkdownPlace extends MarkdownNames {
  emojiUrl(id: string, isAnimated: boolean): string;
  openUser(id: string, anchor: HTMLElement): void;
  /** Opens a channel or thread, at a message when one is named. */
  openChannel(id: string, messageId?: string): void;
  /** Begins a command in the composer: `assistant switch`. */
  beginCommand(name: string): void;
}
