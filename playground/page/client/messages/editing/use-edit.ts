import { useMemo, useState } from 'preact/hooks';
import { moveMarks } from '../../composer/text/marks.ts';
import { namingIn } from '../../composer/text/naming-in.ts';
import { typedNames } from '../../composer/text/naming.ts';
import { emojiMention, sentText } from '../../composer/text/sent-text.ts';
import { useVisit, type Visit } from '../../state/visit.ts';
import type { Message } from '../../types.ts';
import { editableText } from './edit-text.ts';

/** The text of a message while it is being changed. */
export function useEdit(message: Message) {
  const visit = useVisit();
  const known = useMemo(() => knownIn(visit, message.channel_id), []);
  const [{ text, marks }, set] = useState(() => editableText(message.content, known.readable));

  return {
    text,
    change: (changed: string) => set({ text: changed, marks: moveMarks(marks, text, changed) }),
    /** What is sent for it. */
    content: () => sentText({ text, marks }, known),
  };
}

function knownIn(visit: Visit, channelId: string) {
  const channel = visit.channels.get(channelId);
  if (!channel) return { names: [], readable: [], emojis: [] };
  const naming = namingIn(visit, channel);
  const emojis = naming.emojis.map((emoji) => ({ written: `:${emoji.name}:`, meant: emojiMention(emoji) }));
  return {
    names: typedNames(naming),
    readable: [...naming.users, ...naming.roles, ...naming.channels, ...emojis],
    emojis: naming.emojis,
  };
}
