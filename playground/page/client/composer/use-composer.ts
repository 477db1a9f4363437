import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Draft } from '../state/writing.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { enterCommand, leaveCommand, type Place } from './commands/command-mode.ts';
import { namingIn } from './text/naming-in.ts';
import { useCommands } from './commands/use-commands.ts';

/** Where the focus is: in the text, in the field of an option, or elsewhere. */
export type FocusedPlace = { place: Place } | undefined;

/** What a field is focused with. */
export type Field = HTMLTextAreaElement | HTMLInputElement | HTMLButtonElement;

export type ComposerModel = ReturnType<typeof useComposer>;

/** What the parts of a composer share: the draft of its channel, what has a name there, and where one writes. */
export function useComposer(channel: Channel) {
  const visit = useVisit();
  const signal = visit.writing.draftOf(channel.id);
  const draft = signal.value;
  const commands = useCommands(channel.id);
  const naming = useMemo(() => namingIn(visit, channel), [visit, channel, visit.state.value, visit.channels.all.value]);
  const [focused, setFocused] = useState<FocusedPlace>();
  const [caret, setCaret] = useState(0);
  const text = useRef<HTMLTextAreaElement>(null);
  const fields = useRef(new Map<string, Field>());
  const known = useRef<typeof commands>(undefined);
  /** A command is being sent as it stands, as soon as it is known. */
  const isSubmitting = useRef(false);
  const wanted = useRef<{ place: Place; isAtStart: boolean } | undefined>(undefined);

  const change = (changes: Partial<Draft>) => visit.writing.change(channel.id, changes);
  const command = commands?.find(({ name }) => name === draft.command?.name);

  /** Moves the focus, at once or when the field is there. */
  function goTo(place: Place, isAtStart = false): void {
    wanted.current = { place, isAtStart };
    focusWanted();
  }

  function focusWanted(): void {
    const { place, isAtStart = false } = wanted.current ?? {};
    const target = place === undefined ? text.current : fields.current.get(place);
    if (!wanted.current || !target) return;
    wanted.current = undefined;
    target.focus();
    if (target instanceof HTMLButtonElement) return;
    const position = isAtStart ? 0 : target.value.length;
    target.setSelectionRange(position, position);
  }

  useLayoutEffect(focusWanted);

  useLayoutEffect(() => {
    if (!commands || isSubmitting.current) return;
    if (draft.command && !command) change(leaveCommand(draft));
    const isLate = known.current === undefined;
    known.current = commands;
    const entered = enterCommand(draft, commands, isLate);
    if (!entered) return;
    const { place, ...changes } = entered;
    change(changes);
    if (document.activeElement === text.current) goTo(place);
  }, [draft, commands]);

  return {
    visit,
    channel,
    draft,
    /** What is written at this moment: handlers may be older than it. */
    now: () => signal.peek(),
    change,
    commands,
    /** The command that is being filled in. */
    command,
    naming,
    focused,
    setFocused,
    caret,
    setCaret,
    goTo,
    text,
    isSubmitting,
    fields: fields.current,
  };
}
