/** What stands for a horizontal rule. */
export const RULE = '⎯'.repeat(15);
