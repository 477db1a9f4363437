import { readdirSync, readFileSync } from 'node:fs';
import { createInstance } from 'i18next';
import type answers from './en/answers.json';
import type ask from './en/ask.json';
import type askAbout from './en/askAbout.json';
import type forget from './en/forget.json';
import type privacy from './en/privacy.json';
import type usage from './en/usage.json';
import type assistant from './en/assistant.json';
import type assistants from './en/assistants.json';
import type budgets from './en/budgets.json';
import type commands from './en/commands.json';
import type download from './en/download.json';
import type config from './en/config.json';
import type configOptions from './en/configOptions.json';
import type exported from './en/export.json';
import type files from './en/files.json';
import type help from './en/help.json';
import type log from './en/log.json';
import type progress from './en/progress.json';
import type refusals from './en/refusals.json';
import type reset from './en/reset.json';
import type retry from './en/retry.json';
import type solved from './en/solved.json';
import type stop from './en/stop.json';

/** The English texts, one file a subject: the other languages have the same keys, or fall back to these. */
interface English {
  answers: typeof answers;
  usage: typeof usage;
  privacy: typeof privacy;
  forget: typeof forget;
  askAbout: typeof askAbout;
  ask: typeof ask;
  assistant: typeof assistant;
  assistants: typeof assistants;
  budgets: typeof budgets;
  commands: typeof commands;
  download: typeof download;
  config: typeof config;
  configOptions: typeof configOptions;
  export: typeof exported;
  files: typeof files;
  help: typeof help;
  log: typeof log;
  progress: typeof progress;
  refusals: typeof refusals;
  reset: typeof reset;
  retry: typeof retry;
  solved: typeof solved;
  stop: typeof stop;
}

/** i18next chooses among `key_one`, `key_other` … by the value `count`: https://www.i18next.com/translation-function/plurals */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** `subject.key`, as in the files of `src/texts/en`. */
export type TextKey = {
  [Subject in keyof English]: `${Subject}.${WithoutPlural<keyof English[Subject] & string>}`;
}[keyof English];

/** What is filled in for `{{name}}`. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Says something in one language. */
export type Say = (key: TextKey, values?: TextValues) => string;

const ENGLISH = 'en';
const folder = new URL('./', import.meta.url);

/** A language is a folder named after it (`de`, or as Discord calls it: `pt-BR`). */
export const languages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const library = createInstance();
void library.init({
  initAsync: false,
  resources: Object.fromEntries(languages.map((language) => [language, { translation: readLanguage(language) }])),
  fallbackLng: ENGLISH,
  // Discord shows Markdown, not HTML.
  interpolation: { escapeValue: false },
});

function readLanguage(language: string): Record<string, object> {
  const subjects = new URL(`${language}/`, folder);
  return Object.fromEntries(
    readdirSync(subjects)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, subjects), 'utf8'))]),
  );
}

const sayers = new Map<string, Say>();

/**
 * The texts for a person or a server, by Discord's locale (https://docs.discord.com/developers/reference#locales). `de`
 * serves `de-AT`; where there is no translation, English does.
 */
export function textsIn(locale: string = ENGLISH): Say {
  let say = sayers.get(locale);
  if (!say) {
    const translate = library.getFixedT(locale);
    const fixed = new Map<TextKey, string>();
    say = (key, values) => {
      if (values) return translate(key, values);
      let text = fixed.get(key);
      if (text === undefined) fixed.set(key, (text = translate(key)));
      return text;
    };
    // Discord has about thirty locales; whatever else comes is not worth keeping.
    if (sayers.size < 100) sayers.set(locale, say);
  }
  return say;
}
