import type { Entry } from './entries.ts';
import type { AssistantsRecord, RestRecord, SentFile } from './entry.ts';
import { MASK } from './mask.ts';
import { CUT } from './keep.ts';

/** What a line for `sh` cannot repeat. */
export class NotRepeatable extends Error {
  override name = 'NotRepeatable';
}

/**
 * The same request once more, as a line for `sh`; what must stay secret is in variables.
 * @throws {NotRepeatable}
 */
export function curlOf(entry: Entry, apiUrl: string): string {
  switch (entry.kind) {
    case 'rest':
      return restLine(entry, apiUrl);
    case 'assistants':
      return assistantsLine(entry);
    default:
      throw new NotRepeatable('Only requests can be repeated.');
  }
}

function restLine({ method, path, query, body, files }: RestRecord, apiUrl: string): string {
  const hasToken = /^\/(?:webhooks|interactions)\//.test(path);
  const address = `${apiUrl}/v10${path}`.split(MASK).map(quote).join('"$INTERACTION_TOKEN"');
  const url = query === '' ? address : address + quote(query);
  const headers = hasToken ? [] : ['-H "Authorization: Bot $DISCORD_TOKEN"'];
  if (files.length === 0) return line(method, url, headers, body);
  needWhole(body);
  const parts = files.map((file) => `-F ${quoteFile(file)}`);
  const payload = body === '' ? [] : [`--form-string ${quote(`payload_json=${body}`)}`];
  return ['curl', '-g', '-X', method, url, ...headers, ...payload, ...parts].join(' ');
}

function assistantsLine({ method, url, body }: AssistantsRecord): string {
  const headers = ['-H "Authorization: Bearer $OPENAI_API_KEY"', "-H 'OpenAI-Beta: assistants=v2'"];
  return line(method, addressOf(url), headers, body);
}

/** One that is only a name within a process can be reached where its operator serves it. */
function addressOf(url: string): string {
  const { hostname, pathname, search } = new URL(url);
  if (hostname.includes('.') || hostname === 'localhost') return quote(url);
  return `"$OPENAI_BASE_URL"${quote(pathname.replace(/^\/v1(?=\/)/, '') + search)}`;
}

function line(method: string, url: string, headers: readonly string[], body: string): string {
  needWhole(body);
  const data = body === '' ? [] : ["-H 'Content-Type: application/json'", `--data-raw ${quote(body)}`];
  return ['curl', '-g', '-X', method, url, ...headers, ...data].join(' ');
}

function needWhole(body: string): void {
  if (body.endsWith(CUT)) throw new NotRepeatable('The body was too long to be kept.');
}

/** For `sh`. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function quoteFile({ field, name }: SentFile): string {
  return quote(`${field}=@"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
}
