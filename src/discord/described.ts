import { languages, type TextKey, textsIn } from '../texts/texts.ts';

/** The description of a command or an option, in all languages: https://docs.discord.com/developers/interactions/application-commands#localization */
export function described(key: TextKey) {
  const localized = translations(key);
  return {
    description: textsIn()(key),
    ...(localized.length > 0 && { description_localizations: Object.fromEntries(localized) }),
  };
}

/** The name of a command in a menu, in all languages. */
export function named(key: TextKey) {
  const { value: _none, ...names } = choiceOf(key, '');
  return names;
}

/** One of the values that an option of a command offers, named in all languages. */
export function choiceOf(key: TextKey, value: string) {
  const localized = translations(key);
  return {
    name: textsIn()(key),
    value,
    ...(localized.length > 0 && { name_localizations: Object.fromEntries(localized) }),
  };
}

function translations(key: TextKey): [language: string, text: string][] {
  return languages
    .filter((language) => language !== 'en')
    .map((language): [string, string] => [language, textsIn(language)(key)]);
}
