import { CheckField, TextField, textOf } from '../dialogs/fields.tsx';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { titleOf } from '../names.ts';
import { CATEGORY, FORUM } from '../state/channels.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { tagsOf } from './tag-names.ts';

const REQUIRES_TAG = 16;

/** Renames a channel, thread or category, says what it is about, and sets the tags of a forum. */
export function openEditChannel(visit: Visit, channel: Channel): void {
  const { id, type, topic, thread_metadata: thread, available_tags: tags = [], flags = 0 } = channel;
  const isForum = type === FORUM;
  const hasTopic = !thread && type !== CATEGORY;
  const kind = thread ? 'thread' : type === CATEGORY ? 'category' : isForum ? 'forum' : 'channel';

  function save(form: FormData) {
    return visit.api.changeChannel(id, {
      name: textOf(form, 'name'),
      ...(hasTopic && { topic: textOf(form, 'topic') }),
      ...(isForum && { tags: tagsOf(textOf(form, 'tags'), tags), requiresTag: form.has('requiresTag') }),
    });
  }

  visit.layers.show((close) => (
    <FormDialog title={`Edit ${kind}`} button="Save" onSubmit={save} onClose={close}>
      <TextField label="Name" name="name" value={titleOf(channel)} maxLength={100} isFirst />
      {hasTopic && (
        <TextField label={isForum ? 'Guidelines' : 'Topic'} name="topic" value={topic ?? ''} maxLength={1024} isLong />
      )}
      {isForum && (
        <>
          <TextField
            label="Tags"
            name="tags"
            value={tags.map(({ name }) => name).join(', ')}
            maxLength={400}
            note="With commas between them."
          />
          <CheckField label="A post needs a tag" name="requiresTag" isOn={(flags & REQUIRES_TAG) !== 0} />
        </>
      )}
    </FormDialog>
  ));
}
