import { useEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '../api.ts';
import { TEXT_DISPLAY } from '../components/kinds.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { nameOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Component, Modal } from '../types.ts';
import { FieldView } from './field-view.tsx';
import {
  type Entry,
  entryOf,
  type Field,
  fieldOf,
  fieldsOf,
  problemOf,
  refusedField,
  valueOf,
} from './modal-fields.ts';
import { ProblemSummary } from './problem-summary.tsx';

interface Props {
  modal: Modal;
  /** Something was filled in. */
  onChange: () => void;
  onCancel: () => void;
}

type Problems = Readonly<Record<string, string>>;

/** The fields of a modal, checked before they are sent. */
export function ModalForm({ modal, onChange, onCancel }: Props) {
  const { api, interactions, state } = useVisit();
  const fields = fieldsOf(modal);
  const [entries, setEntries] = useState<Readonly<Record<string, Entry>>>({});
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  const entryIn = (field: Field) => entries[field.name] ?? entryOf(field);
  const idOf = ({ name }: Field) => `field-${name}`;
  const wrong = fields.filter(({ name }) => problems[name] !== undefined);

  // One mistake is gone to at once, several are told first.
  useEffect(() => {
    if (turn === 0) return;
    if (wrong.length === 1 && wrong[0]) document.getElementById(idOf(wrong[0]))?.focus();
    else summary.current?.focus();
  }, [turn]);

  function change(field: Field, entry: Entry) {
    setEntries({ ...entries, [field.name]: entry });
    setProblems(Object.fromEntries(Object.entries(problems).filter(([name]) => name !== field.name)));
    onChange();
  }

  function complain(found: Problems, text = '') {
    setProblems(found);
    setRefusal(text);
    if (text !== '' || Object.keys(found).length > 0) setTurn((before) => before + 1);
  }

  async function submit(event: Event) {
    event.preventDefault();
    if (isBusy) return;
    const found = fields.flatMap((field) => {
      const problem = problemOf(field, entryIn(field), state.value.guild.maxFileBytes);
      return problem === undefined ? [] : [[field.name, problem]];
    });
    complain(Object.fromEntries(found));
    if (found.length > 0) return;
    setBusy(true);
    try {
      const given = await Promise.all(fields.map(async (field) => [field.name, await valueOf(field, entryIn(field))]));
      const values = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      await interactions.settled((nonce) => api.submitModal(modal.id, values, nonce));
    } catch (error) {
      const isSilence = error instanceof Refusal && error.isSilence;
      const text = isSilence ? 'Something went wrong. Try again.' : (error as Error).message;
      const refused = refusedField(fields, text);
      if (refused) complain(Object.fromEntries([refused]));
      else complain({}, text);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form novalidate onSubmit={(event) => void submit(event)}>
      <div class="dialog-body">
        <p class="form-note">This form goes to {nameOf(state.value.bot)}. Put no passwords or other secrets into it.</p>
        <ProblemSummary reference={summary} refusal={refusal} wrong={wrong} idOf={idOf} />
        {modal.components.map((component, index) => {
          const field = fieldOf(component);
          if (!field) return <Text key={index} modal={modal} component={component} />;
          return (
            <FieldView
              key={field.name}
              field={field}
              id={idOf(field)}
              entry={entryIn(field)}
              problem={problems[field.name]}
              hasFocus={field.name === fields[0]?.name}
              onChange={(entry) => change(field, entry)}
            />
          );
        })}
      </div>
      <footer>
        <button type="button" class="button secondary" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-busy={isBusy || undefined}>
          <span>Submit</span>
        </button>
      </footer>
    </form>
  );
}

function Text({ modal, component: { type, content = '' } }: { modal: Modal; component: Component }) {
  const place = usePlace({ channel_id: modal.channel_id, mentions: [] });
  if (type !== TEXT_DISPLAY) return null;
  return (
    <div class="content">
      <Markdown text={content} place={place} />
    </div>
  );
}
