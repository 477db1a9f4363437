import type { BotStatus, ChosenModel, Host } from '../../playground/host.ts';
import type { Playground } from '../../playground/playground.ts';

export interface ScriptedHost extends Host {
  /** What was asked of it, in order. */
  readonly asked: (string | ChosenModel)[];
  /** The bot is like this from now on. */
  tell(status: BotStatus): void;
  /** Runs the bot of a playground. */
  enter(playground: Playground): void;
}

/** Somebody who runs a bot and lets the page restart it, choose among models, and start over. The key is `sk-good`. */
export function createScriptedHost(): ScriptedHost {
  const asked: (string | ChosenModel)[] = [];
  const listeners: ((status: BotStatus) => void)[] = [];
  const choices = [
    { id: 'demo', name: 'Offline demo', detail: 'Answers at once, knows nothing.' },
    { id: 'ollama:llama', name: 'llama3.2', detail: 'Ollama on this machine' },
    { id: 'key', name: 'Your own key', asksForKey: true } as const,
  ];
  let current = { id: 'demo', name: 'demo' };
  let status: BotStatus = { bot: 'running' };
  let place: Playground | undefined;

  function tell(now: BotStatus): void {
    status = now;
    for (const listener of listeners) listener(now);
  }

  return {
    asked,
    tell,
    enter(playground) {
      place = playground;
      playground.setHost(this);
    },
    name: 'Echo',
    status: () => status,
    onStatus: (listener) => void listeners.push(listener),
    async restart() {
      asked.push('restart');
      tell({ bot: 'starting' });
      tell({ bot: 'running' });
    },
    async startOver() {
      asked.push('start over');
      place?.startOver();
      return 'The files of the assistants were left as they are.';
    },
    models: {
      list: async () => ({ current, choices }),
      async choose(choice) {
        asked.push(choice);
        if (choice.id === 'key' && choice.apiKey !== 'sk-good') return 'The server does not know this key.';
        const name = choices.find(({ id }) => id === choice.id)?.name ?? '';
        current = { id: choice.id, name: choice.model ?? name };
        return undefined;
      },
    },
  };
}
