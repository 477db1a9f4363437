import { languages, type TextKey, textsIn } from '../texts/texts.ts';

/** The description of a command or an option, in all languages: https://docs.discord.com/developers/interactions/application-commands#localization */
export function described(key: TextKey) {
  const localized = languages
    .filter((language) => language !== 'en')
    .map((language) => [language, textsIn(language)(key)]);
  return {
    description: textsIn()(key),
    ...(localized.length > 0 && { description_localizations: Object.fromEntries(localized) as Record<string, string> }),
  };
}
