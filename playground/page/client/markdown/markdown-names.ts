/** What mentions are called where a text is shown; `undefined` for what is not there. */
export interface MarkdownNames {
  user(id: string): string | undefined;
  role(id: string): { name: string; color: number } | undefined;
  channel(id: string): { name: string; type: number } | undefined;
}
