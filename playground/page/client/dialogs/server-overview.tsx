import { changeGuild } from '../api.ts';
import type { Visit } from '../state/visit.ts';
import { SelectField, textOf } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LocaleOptions } from './locales.tsx';

/** How large files may be at each level (`discord.com/developers/docs/reference#uploading-files`). */
const TIERS = [
  'No boosts: files up to 10 MB',
  'Level 1: files up to 10 MB',
  'Level 2: files up to 50 MB',
  'Level 3: files up to 100 MB',
];

/** What a bot goes by: the language of the server, and what its boosts allow. */
export function openServerOverview(visit: Visit): void {
  const { guild } = visit.state.value;
  const save = (form: FormData) =>
    changeGuild({ preferredLocale: textOf(form, 'locale'), premiumTier: Number(textOf(form, 'tier')) });

  visit.layers.show((close) => (
    <FormDialog title="Overview" button="Save" onSubmit={save} onClose={close}>
      <SelectField label="Language of the server" name="locale" value={guild.preferredLocale}>
        <LocaleOptions />
      </SelectField>
      <SelectField label="Boosts" name="tier" value={String(guild.premiumTier)}>
        {TIERS.map((text, tier) => (
          <option key={text} value={tier}>
            {text}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  ));
}
