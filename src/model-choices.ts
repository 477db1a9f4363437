import { z } from 'zod';
import type { Config } from './config.ts';
import { DEFAULT_RESPONSES_MODEL } from './engine/models/create-model.ts';

type Models = Config['models'];

/** A model that one can choose. */
export interface ModelChoice {
  id: string;
  name: string;
  detail?: string;
  /** It takes a key, and may take an address and the name of a model. */
  asksForKey?: true;
}

/** What was chosen. */
export interface ChosenModel {
  id: string;
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  model?: string | undefined;
}

/** What the bot is to run on. */
export interface Selection {
  id: string;
  name: string;
  models: Models;
}

/** A server of models on this machine. */
export interface LocalServer {
  id: string;
  name: string;
  baseUrl: string;
}

export interface ModelChoicesOptions {
  /** What the settings say: the first choice. */
  configured: Models;
  /** @default Ollama and LM Studio on their own ports */
  localServers?: readonly LocalServer[];
  /** Where a key belongs that comes without an address. @default OpenAI */
  openAiUrl?: string;
}

const LOCAL_SERVERS: readonly LocalServer[] = [
  { id: 'ollama', name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { id: 'lmstudio', name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
];
const OPENAI = 'https://api.openai.com/v1';
const KEYS_PAGE = 'https://platform.openai.com/api-keys';
/** A server on this machine that takes longer is not there. */
const LOOK_MS = 700;
const CHECK_MS = 10_000;

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const demo: Selection = { id: 'demo', name: 'The demo', models: { api: 'demo' } };
const withKey: ModelChoice = {
  id: 'key',
  name: 'OpenAI, or a server that speaks its language',
  detail: 'The key stays in memory until this process ends.',
  asksForKey: true,
};

/** The models that one can choose among while the bot runs. A key that is given lives in this object alone. */
export function createModelChoices(options: ModelChoicesOptions) {
  const { configured, localServers = LOCAL_SERVERS, openAiUrl = OPENAI } = options;
  const first: Selection =
    configured.api === 'demo' ? demo : { id: 'configured', name: nameOf(configured, openAiUrl), models: configured };
  let current = first;

  async function local(): Promise<(ModelChoice & { models: Models })[]> {
    const found = await Promise.all(
      localServers.map(async ({ id, name, baseUrl }) =>
        (await namesAt(baseUrl)).map((model) => ({
          id: `${id}/${model}`,
          name: model,
          detail: `${name} on this machine`,
          models: { api: 'chat', baseUrl, model } as const,
        })),
      ),
    );
    return found.flat();
  }

  async function checkKey({ apiKey, baseUrl, model }: ChosenModel): Promise<Selection | string> {
    if (apiKey === undefined && baseUrl === undefined)
      return `Paste a key; those of OpenAI are at ${KEYS_PAGE}. Or give the address of a server that needs none.`;
    const url = baseUrl?.replace(/\/+$/, '') ?? openAiUrl;
    const host = new URL(url).host;
    const isOpenAi = url === openAiUrl;
    const wanted = model ?? (isOpenAi ? DEFAULT_RESPONSES_MODEL : undefined);
    let response: Response;
    let names: string[] | undefined;
    try {
      const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
      response = await fetch(`${url}/models`, { headers, signal: AbortSignal.timeout(CHECK_MS) });
      names = modelList.safeParse(await response.json().catch(() => undefined)).data?.data.map(({ id }) => id);
    } catch {
      return `${host} cannot be reached. Is the address right, and the server running?`;
    }
    if (response.status === 401) return `${host} refuses this key.${isOpenAi ? ` Keys are at ${KEYS_PAGE}.` : ''}`;
    // A key may be allowed to ask models, and not to list them.
    if (response.status !== 403 && !names)
      return `${host} does not list its models (HTTP ${response.status}). Does the address end in /v1?`;
    if (wanted === undefined && !names?.length) return `${host} lists no models: name one.`;
    if (wanted !== undefined && names?.length && !names.includes(wanted))
      return `${host} has no model ${wanted} for this key. It has ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}.`;
    const models: Models = {
      api: isOpenAi ? 'responses' : 'chat',
      ...(apiKey !== undefined && { apiKey }),
      ...(url !== OPENAI && { baseUrl: url }),
      ...(wanted !== undefined && { model: wanted }),
    };
    return { id: withKey.id, name: nameOf(models, openAiUrl), models };
  }

  return {
    current: () => current,
    use(selection: Selection): void {
      current = selection;
    },

    /** Asks the servers of this machine, for a moment. */
    async list(): Promise<ModelChoice[]> {
      const own = [first, demo].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index);
      const listed = own.map(({ id, name }) => ({ id, name, detail: detailOf(id) }));
      const found = (await local()).map(({ models: _models, ...choice }) => choice);
      return [...listed, ...found, withKey];
    },

    /** What a choice means; a sentence when it cannot be. One request to the server with a key that is given. */
    async check(choice: ChosenModel): Promise<Selection | string> {
      const known = [first, demo].find(({ id }) => id === choice.id);
      if (known) return known;
      if (choice.id === withKey.id) return checkKey(choice);
      const { id, name, models } = (await local()).find((one) => one.id === choice.id) ?? {};
      if (id === undefined || name === undefined || models === undefined)
        return 'This model is not there (any more). Is its server running?';
      return { id, name, models };
    },
  };
}

function nameOf({ api, baseUrl, model }: Models, openAiUrl: string): string {
  const { host } = new URL(baseUrl ?? openAiUrl);
  return `${model ?? (api === 'responses' ? DEFAULT_RESPONSES_MODEL : 'The first one listed')} at ${host}`;
}

function detailOf(id: string): string {
  return id === demo.id ? 'Needs nothing, follows simple rules' : 'From the settings';
}

/** None when nobody answers: that is how one sees that there is no such server. */
async function namesAt(baseUrl: string): Promise<string[]> {
  try {
    const response = await fetch(`${baseUrl}/models`, { signal: AbortSignal.timeout(LOOK_MS) });
    const names = modelList.parse(await response.json()).data.map(({ id }) => id);
    return names.filter((name) => !/embed/i.test(name));
  } catch {
    return [];
  }
}
