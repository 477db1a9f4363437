/** What stands for a horizontal rule, in a character that all fonts have. */
export const RULE = '─'.repeat(15);
