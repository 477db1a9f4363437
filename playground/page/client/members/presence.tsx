import { useVisit } from '../state/visit.ts';

/** A dot on an avatar: whether the bot is logged in. Of people nobody knows. */
export function Presence({ userId }: { userId: string }) {
  const { bot } = useVisit().state.value;
  if (userId !== bot.id) return null;
  const text = bot.online ? 'online' : 'offline';
  return <span class={`presence ${text}`} title={text} aria-hidden="true" />;
}
