import { setLocale } from '../api.ts';
import type { Visit } from '../state/visit.ts';
import { SelectField, textOf } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LocaleOptions } from './locales.tsx';

/** The language of one's client: a bot is told it with each interaction. */
export function openLanguage(visit: Visit): void {
  const { you } = visit.state.value;
  visit.layers.show((close) => (
    <FormDialog
      title="Your language"
      button="Save"
      onSubmit={(form) => setLocale(you.id, textOf(form, 'locale'))}
      onClose={close}
    >
      <SelectField label="Language" name="locale" value={you.locale}>
        <LocaleOptions />
      </SelectField>
      <p class="form-note">The page stays English. A bot is told it with each command, and may answer in it.</p>
    </FormDialog>
  ));
}
