import { addRole } from '../api.ts';
import type { Visit } from '../state/visit.ts';
import { TextField, textOf } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';

/** A new role, which can be mentioned, in a colour of its own if wanted. */
export function openNewRole(visit: Visit): void {
  async function save(form: FormData) {
    const colour = textOf(form, 'colour');
    await addRole({
      name: textOf(form, 'name'),
      ...(form.has('coloured') && { color: Number.parseInt(colour.slice(1), 16) }),
    });
  }

  visit.layers.show((close) => (
    <FormDialog title="New role" button="Make it" onSubmit={save} onClose={close}>
      <TextField label="Name" name="name" maxLength={100} isFirst />
      <div class="field colour-field">
        <label>
          <input type="checkbox" name="coloured" /> Has its own colour
        </label>
        <input type="color" name="colour" aria-label="Colour" defaultValue="#0b7a75" />
      </div>
    </FormDialog>
  ));
}
