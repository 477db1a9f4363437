import { useId, useRef, useState } from 'preact/hooks';
import type { ModelWish } from '../../state/host.ts';

interface Props {
  isBusy: boolean;
  /** Rejects with a sentence when the key does not work. */
  onUse: (key: Pick<ModelWish, 'apiKey' | 'baseUrl' | 'model'>) => Promise<void>;
}

/**
 * A key for a model's server. It stays in the field until it is sent, is in no state, no address and no storage of this
 * page, and is taken out of the field once it works.
 */
export function KeyForm({ isBusy, onUse }: Props) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState('');

  async function onSubmit(event: Event) {
    event.preventDefault();
    if (!form.current || isBusy) return;
    const fields = new FormData(form.current);
    const field = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    setProblem('');
    try {
      await onUse({
        apiKey: field('apiKey'),
        ...(field('baseUrl') !== '' && { baseUrl: field('baseUrl') }),
        ...(field('model') !== '' && { model: field('model') }),
      });
      form.current?.reset();
    } catch (error) {
      setProblem((error as Error).message);
      form.current?.querySelector('input')?.focus();
    }
  }

  return (
    <form ref={form} class="key-form" autocomplete="off" onSubmit={(event) => void onSubmit(event)}>
      <p class={`field${problem === '' ? '' : ' wrong'}`}>
        <label for={`${id}-key`}>API key</label>
        <input
          id={`${id}-key`}
          type="password"
          name="apiKey"
          required
          autocomplete="off"
          spellcheck={false}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem ${id}-note`}
        />
        <span class="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      </p>
      <p class="field">
        <label for={`${id}-url`}>Address of the server (optional)</label>
        <input id={`${id}-url`} type="url" name="baseUrl" placeholder="https://…/v1" autocomplete="off" />
      </p>
      <p class="field">
        <label for={`${id}-model`}>Name of the model (optional)</label>
        <input id={`${id}-model`} type="text" name="model" autocomplete="off" spellcheck={false} />
      </p>
      <p class="form-note" id={`${id}-note`}>
        The key is kept in memory only and goes when the playground stops. It is sent to the server of the model and to
        nobody else.
      </p>
      <button type="submit" class="button primary" aria-busy={isBusy}>
        <span>Use this key</span>
      </button>
    </form>
  );
}
