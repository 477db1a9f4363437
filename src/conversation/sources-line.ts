import type { Source } from '../markdown/citations.ts';
import { link, urlOf } from '../markdown/links.ts';
import { plainName } from '../markdown/plain-name.ts';
import type { Say } from '../texts/texts.ts';

/** So many sources are named, in so many characters; of the others it is said how many they are. */
export const MAX_SOURCES = 20;
const MAX_LENGTH = 1_200;
const MAX_NAME = 80;
/** A longer address is left out. */
const MAX_URL = 300;

/** What an answer cites, by the numbers of its marks; empty when that is nothing. `fileNames` are by the files' ids. */
export function sourcesLine(sources: readonly Source[], fileNames: ReadonlyMap<string, string>, say: Say): string {
  if (sources.length === 0) return '';
  const listed: string[] = [];
  let length = 0;
  for (const source of sources.slice(0, MAX_SOURCES)) {
    const written = `[${source.number}] ${nameOf(source)}`;
    length += written.length + 3;
    if (length > MAX_LENGTH) break;
    listed.push(written);
  }
  const left = sources.length - listed.length;
  if (left > 0) listed.push(say('answers.moreSources', { count: left }));
  return say('answers.sources', { list: listed.join(' · ') });

  function nameOf({ target, number, markName }: Source): string {
    if (target.kind === 'file') {
      const name = fileNames.get(target.fileId) ?? markName ?? say('answers.unnamedFile', { number });
      return plainName(name, MAX_NAME);
    }
    const { url, title } = target;
    if (urlOf(url) === '' || url.length > MAX_URL) return plainName(title || url, MAX_NAME);
    return link(plainName(title, MAX_NAME), url);
  }
}
