import type { Outgoing, Posted } from './surface.ts';

/** Whether a message in Discord is the one that was to be sent: by what it says, as a channel's history has no nonces. */
export function isThis(posted: Posted, { nonce, content }: Outgoing, files: readonly { name: string }[] = []): boolean {
  if (posted.nonce === nonce) return true;
  const names = files.map(({ name }) => name).join('/');
  return isSame(posted.content, content) && (posted.fileNames ?? []).join('/') === names;
}

/** Whether two messages say the same: Discord trims what it is sent. */
export function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
