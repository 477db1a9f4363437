import { addPerson } from '../api.ts';
import type { Visit } from '../state/visit.ts';
import { CheckField, TextField, textOf } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Somebody new joins the server. */
export function openAddPerson(visit: Visit): void {
  const save = (form: FormData) => addPerson({ name: textOf(form, 'name'), moderator: form.has('moderator') });
  visit.layers.show((close) => (
    <FormDialog title="Add a person" button="Add" onSubmit={save} onClose={close}>
      <TextField label="Name" name="name" maxLength={32} isFirst note="You can be them then." />
      <CheckField label="Moderator" name="moderator" note="May manage channels, threads and messages." />
    </FormDialog>
  ));
}
