import { useEffect, useRef, useState } from 'preact/hooks';
import type { Choice, CommandOption } from '../types.ts';
import { fittingOptions } from './command-use.ts';
import type { ComposerModel } from './use-composer.ts';

/** Typing goes on within this time. */
const PAUSE_MS = 250;

/** What the bot offers for the option that one writes in. */
export interface Offered {
  status: 'loading' | 'ready' | 'failed';
  choices: readonly Choice[];
}

/** Asks the bot what can be chosen for an option, when one stops typing. Answers to what was typed before are dropped. */
export function useAutocomplete(model: ComposerModel, option: CommandOption | undefined): Offered | undefined {
  const { visit, channel, command, draft, naming } = model;
  const [offered, setOffered] = useState<Offered & { for: string }>();
  const asksAtOnce = useRef(true);
  const isAsked = option?.autocomplete === true && command !== undefined && draft.command !== undefined;
  const text = draft.command?.fields.find(({ name }) => name === option?.name)?.text ?? '';
  const others = isAsked && draft.command ? fittingOptions(command, draft.command, naming) : {};
  const options = { ...others, ...(option && { [option.name]: text }) };
  const signature = isAsked ? JSON.stringify([command.name, option.name, options]) : '';

  useEffect(() => {
    asksAtOnce.current = true;
  }, [option?.name]);

  useEffect(() => {
    if (!isAsked) return undefined;
    let isWanted = true;
    const tell = (status: Offered['status'], choices: readonly Choice[]) =>
      isWanted && setOffered({ status, choices, for: signature });
    const ask = () =>
      void visit.api
        .autocomplete(channel.id, { command: command.name, options, focused: option.name })
        .then((choices) => tell('ready', choices))
        .catch(() => tell('failed', []));
    const timer = setTimeout(ask, asksAtOnce.current ? 0 : PAUSE_MS);
    asksAtOnce.current = false;
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [signature]);

  if (!isAsked) return undefined;
  return offered?.for === signature ? offered : { status: 'loading', choices: [] };
}
