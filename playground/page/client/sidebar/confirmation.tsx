import { FormDialog } from '../dialogs/form-dialog.tsx';
import type { Visit } from '../state/visit.ts';

interface Confirmation {
  title: string;
  text: string;
  button: string;
  run: () => Promise<unknown>;
}

/** Asks before something is done that cannot be undone. */
export function openConfirmation(visit: Visit, { title, text, button, run }: Confirmation): void {
  visit.layers.show((close) => (
    <FormDialog title={title} button={button} isDangerous onSubmit={run} onClose={close}>
      <p>{text}</p>
    </FormDialog>
  ));
}
