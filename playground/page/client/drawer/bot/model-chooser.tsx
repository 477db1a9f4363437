import { useState } from 'preact/hooks';
import type { ModelChoice, ModelWish } from '../../state/host.ts';
import { useVisit } from '../../state/visit.ts';
import { KeyForm } from './key-form.tsx';

/** The models that the bot can have; choosing one starts the bot anew with it. */
export function ModelChooser() {
  const { host } = useVisit();
  const [busyId, setBusyId] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const [outcome, setOutcome] = useState('');
  const [problem, setProblem] = useState('');
  const models = host.now.value?.models;
  if (!models) return null;

  async function choose(choice: ModelChoice, wish: ModelWish): Promise<void> {
    setBusyId(choice.id);
    setOutcome(`Starting the bot with ${choice.name} …`);
    setProblem('');
    try {
      await host.chooseModel(wish);
      setOpenId(undefined);
      setOutcome(`${host.now.value?.models?.current.name ?? choice.name} answers from now on.`);
    } catch (error) {
      setOutcome('');
      throw error;
    } finally {
      setBusyId(undefined);
    }
  }

  function press(choice: ModelChoice) {
    setProblem('');
    if (choice.asksForKey) return setOpenId(openId === choice.id ? undefined : choice.id);
    choose(choice, { id: choice.id }).catch((error: Error) => setProblem(error.message));
  }

  return (
    <div class="models">
      <ul aria-label="Models">
        {models.choices.map((choice) => {
          const { id, name, detail, asksForKey = false } = choice;
          const isCurrent = id === models.current.id;
          const isOpen = id === openId;
          return (
            <li key={id} class={isCurrent ? 'current' : undefined}>
              <button
                type="button"
                class="model"
                aria-current={isCurrent ? 'true' : undefined}
                aria-expanded={asksForKey ? isOpen : undefined}
                aria-busy={busyId === id || undefined}
                disabled={busyId !== undefined}
                onClick={() => press(choice)}
              >
                <span>
                  {isCurrent && asksForKey ? `${name}: ${models.current.name}` : name}
                  {detail !== undefined && <small>{detail}</small>}
                </span>
                <span class="model-state">
                  {busyId === id ? 'Starting …' : isCurrent ? 'In use' : asksForKey ? 'Paste a key' : 'Use'}
                </span>
              </button>
              {asksForKey && isOpen && (
                <KeyForm isBusy={busyId !== undefined} onUse={(key) => choose(choice, { id, ...key })} />
              )}
            </li>
          );
        })}
      </ul>
      <p class="muted" role="status">
        {outcome}
      </p>
      <p class="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}
