import { changeGuild, setLocale } from '../api.ts';
import type { Visit } from '../state/visit.ts';
import { SelectField, textOf } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LOCALES } from './locales.ts';

/** What the file limit of each boost level is (`discord.com/developers/docs/reference#uploading-files`). */
const TIERS = [
  'No boosts: files up to 10 MB',
  'Level 1: files up to 10 MB',
  'Level 2: files up to 50 MB',
  'Level 3: files up to 100 MB',
];

/** What a bot goes by: the language of the server and of this person, and what boosts allow. */
export function openServerOverview(visit: Visit): void {
  const { guild, you } = visit.state.value;

  async function save(form: FormData) {
    await changeGuild({ preferredLocale: textOf(form, 'server'), premiumTier: Number(textOf(form, 'tier')) });
    if (textOf(form, 'own') !== you.locale) await setLocale(you.id, textOf(form, 'own'));
  }

  const languages = LOCALES.map(([locale, name]) => (
    <option key={locale} value={locale}>
      {name}
    </option>
  ));
  visit.layers.show((close) => (
    <FormDialog title="Overview" button="Save" onSubmit={save} onClose={close}>
      <SelectField label="Language of the server" name="server" value={guild.preferredLocale}>
        {languages}
      </SelectField>
      <SelectField label="Your language" name="own" value={you.locale}>
        {languages}
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
