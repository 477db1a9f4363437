import { useId, useRef, useState } from 'preact/hooks';
import { Refusal } from '../../api.ts';
import type { ModelWish } from '../../state/host.ts';

type Key = Pick<ModelWish, 'apiKey' | 'baseUrl' | 'model'>;

interface Props {
  isBusy: boolean;
  /** Rejects with a sentence when the key does not work. */
  onUse: (key: Key) => Promise<void>;
}

/**
 * A key for a model's server. It stays in the field until it is sent: it is in no state, no address and no storage of
 * this page, and is taken out of the field once it works.
 */
export function KeyForm({ isBusy, onUse }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());

  async function onSubmit(event: Event) {
    event.preventDefault();
    if (!form.current || isBusy) return;
    setProblems(new Map());
    try {
      const key = keyIn(new FormData(form.current));
      if (!key.apiKey && !key.baseUrl) throw new Error('Paste a key, or say the address of a server that needs none.');
      await onUse(key);
      form.current?.reset();
    } catch (error) {
      const found = problemsOf(error as Error);
      setProblems(found);
      const [first = ''] = found.keys();
      form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    }
  }

  return (
    <form ref={form} class="key-form" autocomplete="off" onSubmit={(event) => void onSubmit(event)}>
      <Field name="apiKey" label="API key" isSecret problems={problems} />
      <Field name="baseUrl" label="Address of the server (optional)" problems={problems} />
      <Field name="model" label="Name of the model (optional)" problems={problems} />
      <p class="form-note">
        The key is kept in memory only and goes when the playground stops. It is sent to the server of the model and to
        nobody else.
      </p>
      <button type="submit" class="button primary" aria-busy={isBusy || undefined}>
        <span>Use this key</span>
      </button>
    </form>
  );
}

interface FieldProps {
  name: keyof Key;
  label: string;
  isSecret?: boolean;
  problems: ReadonlyMap<string, string>;
}

function Field({ name, label, isSecret = false, problems }: FieldProps) {
  const id = useId();
  const problem = problems.get(name);
  const attributes = {
    id,
    name,
    autocomplete: 'off',
    spellcheck: false,
    placeholder: name === 'baseUrl' ? 'https://…/v1' : undefined,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-problem`,
  };
  return (
    <p class={`field${problem === undefined ? '' : ' wrong'}`}>
      <label for={id}>{label}</label>
      {isSecret ? <input type="password" {...attributes} /> : <input type="text" {...attributes} />}
      <span class="field-problem" id={`${id}-problem`} role="alert">
        {problem}
      </span>
    </p>
  );
}

function keyIn(fields: FormData): Key {
  const field = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    ...(field('apiKey') !== '' && { apiKey: field('apiKey') }),
    ...(field('baseUrl') !== '' && { baseUrl: field('baseUrl') }),
    ...(field('model') !== '' && { model: field('model') }),
  };
}

/** What names no field is about the key. */
function problemsOf(error: Error): ReadonlyMap<string, string> {
  return error instanceof Refusal && error.fields.size > 0 ? error.fields : new Map([['apiKey', error.message]]);
}
