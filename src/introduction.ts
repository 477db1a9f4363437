import type { Config } from './config.ts';
import { DEFAULT_RESPONSES_MODEL } from './engine/models/create-model.ts';

/** Where everything is kept, for a person. */
export function describeState({ redisUrl, dataDir }: Config): string {
  return redisUrl === undefined ? `SQLite in ${dataDir}` : `Redis at ${new URL(redisUrl).host}`;
}

/** Who writes the engine's answers, for a person. */
export function describeModel({ models }: Config): string {
  const at = new URL(models.baseUrl ?? 'https://api.openai.com').host;
  switch (models.api) {
    case 'responses':
      return `${models.model ?? DEFAULT_RESPONSES_MODEL} over the Responses API at ${at}`;
    case 'chat':
      return `${models.model ?? 'the first one listed'} over chat completions at ${at}`;
    case 'demo':
      return 'an offline demo; set OPENAI_API_KEY or OPENAI_BASE_URL for a real one';
  }
}

/** How somebody's code comes to the engine. */
export function describeUse({ engine }: Config, served: { url: string; projects: readonly string[] }): string[] {
  const baseUrl = `${served.url}/v1`;
  const key = engine.keys.length === 0 ? 'unused' : '…';
  const who =
    engine.keys.length === 0
      ? 'none needed, from this machine only'
      : `one of ENGINE_API_KEYS; they open ${served.projects.join(', ')}`;
  return [
    `  Keys   ${who}`,
    '  Use    one line of your program changes:',
    `           Python      client = OpenAI(base_url="${baseUrl}", api_key="${key}")`,
    `           JavaScript  const client = new OpenAI({ baseURL: '${baseUrl}', apiKey: '${key}' });`,
    '         More in docs/assistants-api.md',
  ];
}
