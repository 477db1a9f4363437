/** What the mentions and emoji in a text stand for, where it is shown, and what pressing them does. */
export interface MarkdownPlace {
  /** The name of a user. */
  user(id: string): string | undefined;
  role(id: string): { name: string; color: number } | undefined;
  channel(id: string): { name: string; type: number } | undefined;
  emojiUrl(id: string, isAnimated: boolean): string;
  openUser(id: string, anchor: HTMLElement): void;
  openChannel(id: string): void;
  /** Begins a command in the composer: `assistant switch`. */
  beginCommand(name: string): void;
}
