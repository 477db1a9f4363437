import { signal } from '@preact/signals';
import { call } from '../api.ts';

export type BotStatus = 'running' | 'starting' | 'stopped' | 'failed';

export interface ModelChoice {
  id: string;
  name: string;
  detail?: string;
  /** It takes a key, an address or both, and may take the name of a model. */
  asksForKey?: boolean;
}

/** Who runs the bot beside the local Discord. */
export interface Host {
  /** The bot's; missing where the playground runs alone. */
  name?: string;
  bot: BotStatus;
  /** A sentence, when it is stopped or has failed. */
  problem?: string;
  canRestart: boolean;
  models?: { current: { id: string; name: string; detail?: string }; choices: ModelChoice[] };
  hasAssistants: boolean;
  /** How a bot is pointed at this local Discord; only where it runs alone. */
  connection?: { apiUrl: string; token: string };
}

/** The model that the bot is to have. The key goes nowhere but into the one request. */
export interface ModelWish {
  id: string;
  apiKey?: string;
  baseUrl?: string;
  model?: string;
}

/** The bot's process and its model, as far as the playground runs them. Everything rejects with a sentence for a person. */
export function createHost(hasControls: boolean) {
  const now = signal<Host | undefined>(undefined);
  let isStartingOver = false;
  let refreshes = 0;
  const take = (host: Host) => void (now.value = host);

  async function refresh(): Promise<void> {
    if (!hasControls) return;
    const turn = ++refreshes;
    const host = await call<Host>('GET', '/host').catch(() => undefined);
    if (host && turn === refreshes) take(host); // the answers may come in another order
  }

  return {
    /** Undefined while it is not known. */
    now: now as { readonly value: Host | undefined },
    /** What is known stays when there is no answer; where nobody can give one, none is asked for. */
    refresh,
    takeStatus({ bot, problem }: { bot: BotStatus; problem?: string }): void {
      const host = now.peek();
      if (!host) return;
      const { problem: _, ...rest } = host;
      take({ ...rest, bot, ...(problem !== undefined && { problem }) });
    },
    /** Resolves when the bot is there again, or has failed to start. */
    restart: () => call<Host>('POST', '/host/restart', {}).then(take),
    /** Resolves when the bot is there with that model; when it rejects, nothing has changed. */
    chooseModel: (wish: ModelWish) => call<Host>('PUT', '/host/model', wish).then(take),
    /** Another server with other channels and people; answers what was left as it is. */
    async startOver(): Promise<{ note?: string }> {
      isStartingOver = true;
      try {
        return await call<{ note?: string }>('POST', '/start-over', {});
      } catch (error) {
        isStartingOver = false;
        throw error;
      }
    },
    /** Whether this page has started it over: it waits for the note. */
    isStartingOver: () => isStartingOver,
  };
}
