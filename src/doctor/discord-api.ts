import { setTimeout as delay } from 'node:timers/promises';

/** Discord has answered, but not with what was asked for. */
export class DiscordRefusal extends Error {
  override name = 'DiscordRefusal';
  /** The status of its answer. */
  readonly status: number;

  constructor(path: string, status: number) {
    super(`Discord answers with ${status} to ${path}.`);
    this.status = status;
  }
}

export type DiscordApi = ReturnType<typeof createDiscordApi>;

/** Reads Discord over REST with a bot's token; when it is told to wait it waits. */
export function createDiscordApi({ apiUrl, token }: { apiUrl: string; token: string }) {
  return {
    /** @throws {DiscordRefusal} */
    async get<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
      for (;;) {
        const response = await fetch(`${apiUrl}/v10${path}`, { headers: { authorization: `Bot ${token}` }, signal });
        if (response.ok) return (await response.json()) as Answer;
        await response.body?.cancel();
        if (response.status !== 429) throw new DiscordRefusal(path, response.status);
        await delay((Number(response.headers.get('retry-after')) || 1) * 1_000, undefined, { signal });
      }
    },
  };
}
