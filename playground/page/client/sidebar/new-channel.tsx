import { useState } from 'preact/hooks';
import { CheckField, SelectField, TextField, textOf } from '../dialogs/fields.tsx';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { titleOf } from '../names.ts';
import { ANNOUNCEMENT, CATEGORY, FORUM, TEXT } from '../state/channels.ts';
import type { Visit } from '../state/visit.ts';
import { tagsOf } from './tag-names.ts';

/** A new channel or forum, in a category if wanted. */
export function openNewChannel(visit: Visit, parentId?: string): void {
  visit.layers.show((close) => <NewChannel visit={visit} parentId={parentId} onClose={close} />);
}

/** A new category. */
export function openNewCategory(visit: Visit): void {
  const save = (form: FormData) => visit.api.createChannel({ name: textOf(form, 'name'), type: CATEGORY });
  visit.layers.show((close) => (
    <FormDialog title="Create category" button="Create category" onSubmit={save} onClose={close}>
      <TextField label="Name" name="name" maxLength={100} isFirst />
    </FormDialog>
  ));
}

function NewChannel({ visit, parentId, onClose }: { visit: Visit; parentId: string | undefined; onClose: () => void }) {
  const [type, setType] = useState(TEXT);
  const categories = visit.channels.places.value.filter((place) => place.type === CATEGORY);

  async function save(form: FormData) {
    const parent = textOf(form, 'parent');
    const made = await visit.api.createChannel({
      name: textOf(form, 'name'),
      type,
      ...(parent !== '' && { parentId: parent }),
      private: form.has('private'),
      ...(type === FORUM && { tags: tagsOf(textOf(form, 'tags')) }),
    });
    visit.channels.merge(made);
    visit.open(made);
  }

  return (
    <FormDialog title="Create channel" button="Create channel" onSubmit={save} onClose={onClose}>
      <TextField label="Name" name="name" maxLength={100} isFirst />
      <SelectField label="Kind" name="type" value={String(type)} onChange={(value) => setType(Number(value))}>
        <option value={TEXT}>Text: messages and threads</option>
        <option value={FORUM}>Forum: posts, each a conversation</option>
        <option value={ANNOUNCEMENT}>Announcements</option>
      </SelectField>
      {categories.length > 0 && (
        <SelectField label="Category" name="parent" value={parentId ?? ''}>
          <option value="">None</option>
          {categories.map((category) => (
            <option key={category.id} value={category.id}>
              {titleOf(category)}
            </option>
          ))}
        </SelectField>
      )}
      {type === FORUM && <TextField label="Tags" name="tags" maxLength={400} note="With commas between them." />}
      <CheckField label="Private channel" name="private" note="Only you see it: no other member and no bot." />
    </FormDialog>
  );
}
