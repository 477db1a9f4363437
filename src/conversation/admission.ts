import type { Budgets } from '../budgets/budgets.ts';
import type { Budget } from '../budgets/budget.ts';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import type { Say, TextKey } from '../texts/texts.ts';
import { type Post, speakerName, spokenText } from './post.ts';
import { orAway } from './store-away.ts';
import type { Moderators } from './surface.ts';
import type { Part, Turn, TurnUnderWay } from './turn.ts';

export interface AdmissionOptions {
  settings: Pick<ServerSettingsKeeper, 'recent'>;
  budgets: Pick<Budgets, 'reserve' | 'settle' | 'giveBack'>;
  moderators: Moderators;
}

/** What an answer costs before it is known, so that many at once do not overdraw a budget by much. */
const EXPECTED_TOKENS = 1_000;
const DIRECT = 'direct';
/** Of so many people in conversations it is remembered what they were told. */
const MAX_TOLD = 10_000;

type Reservation = Awaited<ReturnType<Budgets['reserve']>>;

/** Lets a turn use what its authors and its place still may, and books what it has used. */
export function createAdmission({ settings, budgets, moderators }: AdmissionOptions) {
  /** When somebody may ask again in a conversation, as they were told it, and in which turn. */
  const told = new Map<string, { freeAtMs: number | undefined; turnKey: string }>();

  /** Whoever was told when to come back is not told it for each of their posts until then. */
  function isNews({ conversationId, turn }: TurnUnderWay, { authorId, freeAtMs }: Reservation['refusals'][number]) {
    const key = `${conversationId}/${authorId}`;
    const before = told.get(key);
    if (before && before.freeAtMs === freeAtMs && before.turnKey !== turn.key) return false;
    if (told.size >= MAX_TOLD) told.clear();
    told.set(key, { freeAtMs, turnKey: turn.key });
    return true;
  }

  async function requestOf(conversationId: string, turn: Turn) {
    const [{ serverId, homeId, channelId }] = turn.posts;
    const current = await settings.recent(serverId);
    return {
      turn: `${conversationId}/${turn.key}`,
      serverId: serverId ?? DIRECT,
      channelId: homeId ?? channelId,
      timeZone: current.timeZone,
      budgets: current.budgets,
      cooldownMs: (current.cooldownSeconds ?? 0) * 1_000,
      expectedTokens: EXPECTED_TOKENS,
      authors: authorsOf(turn),
    };
  }

  function tellModerators(
    work: TurnUnderWay,
    { refusals, warnings }: Pick<Reservation, 'refusals' | 'warnings'>,
  ): void {
    const { say, turn, conversationId } = work;
    const [{ serverId, channelId, threadName }] = turn.posts;
    if (serverId === undefined) return;
    // For a question that is refused no thread is started.
    const channel = threadName === undefined ? conversationId : channelId;
    for (const refusal of refusals) {
      const reason = explainRefusal(refusal, say);
      moderators.tell(serverId, 'log.refused', { person: refusal.authorId, channel, reason });
    }
    for (const { authorId, budget, used, limit } of warnings) {
      if (authorId === undefined || budget.per === 'role') {
        moderators.tell(serverId, 'log.nearlyUsedUp', {
          ...phrases(budget, limit, say),
          used,
          holder: holderOf(budget, say),
        });
      }
    }
  }

  return {
    /**
     * Leaves only the posts in the turn whose authors may have an answer now, and notes what the others are told. Done
     * again for the same turn it comes to the same.
     */
    async admit(work: TurnUnderWay): Promise<void> {
      const { turn, say } = work;
      if (turn.refusals) return;
      const request = await orAway(requestOf(work.conversationId, turn));
      const reservation = await orAway(budgets.reserve(request));
      const refused = new Map(reservation.refusals.map((refusal) => [refusal.authorId, refusal]));
      const news = reservation.refusals.filter((refusal) => isNews(work, refusal));
      for (const { id } of request.authors) if (!refused.has(id)) told.delete(`${work.conversationId}/${id}`);
      if (work.isNew) tellModerators(work, { ...reservation, refusals: news });
      const isRefused = ({ author }: Post) => refused.has(turn.askedBy ?? author.id);
      const admitted = turn.posts.slice(turn.carried ?? 0).filter((post) => !isRefused(post));
      const [first, ...rest] = admitted.length > 0 ? [...turn.posts.slice(0, turn.carried ?? 0), ...admitted] : [];
      const refusals = news.map((refusal): Part => {
        const { authorId } = refusal;
        const post = turn.posts.findLast(({ author }) => author.id === authorId);
        const content = explainRefusal(refusal, say);
        if (!post) return { content: `<@${authorId}> ${content}`, mayPing: authorId };
        return { content, replyTo: post.id, mayPing: authorId };
      });
      const warnings = reservation.warnings.flatMap(({ authorId, budget, used, limit }) => {
        const author = turn.posts.find((post) => post.author.id === authorId)?.author;
        if (!author || budget.per !== 'person') return [];
        return say('budgets.warning', { ...phrases(budget, limit, say), used, name: speakerName(author.name) });
      });
      work.note({ refusals, warnings, ...(first ? { posts: [first, ...rest] } : { isRefused: true }) });
    },

    /** At the end of a turn, once its answer is there. May be done again. */
    async book({ conversationId, turn }: TurnUnderWay): Promise<void> {
      if (turn.isRefused) return;
      const request = await orAway(requestOf(conversationId, turn));
      const { usage } = turn;
      await orAway(usage ? budgets.settle({ ...request, ...usage }) : budgets.giveBack(request.turn));
    },

    /** For a turn that never comes to its end. */
    async giveBack(conversationId: string, { key }: Turn): Promise<void> {
      await orAway(budgets.giveBack(`${conversationId}/${key}`));
    },
  };
}

/** Who pays: each once, with the roles that they had last, and how much they have written. */
function authorsOf({ posts, carried = 0, askedBy }: Turn) {
  const authors = [...Map.groupBy(posts.slice(carried), ({ author }) => author.id)].map(([id, own]) => ({
    id,
    roleIds: own.at(-1)?.author.roleIds ?? [],
    weight: own.reduce((sum, post) => sum + spokenText(post).length, 0),
  }));
  if (askedBy === undefined) return authors;
  return [authors.find(({ id }) => id === askedBy) ?? { id: askedBy, roleIds: [], weight: 1 }];
}

const USED_UP: Readonly<Record<Budget['per'], TextKey>> = {
  person: 'budgets.usedUpByPerson',
  role: 'budgets.usedUpByRole',
  channel: 'budgets.usedUpByChannel',
  server: 'budgets.usedUpByServer',
};

function explainRefusal({ budget, limit = 0, freeAtMs }: Reservation['refusals'][number], say: Say): string {
  const time = freeAtMs === undefined ? undefined : `<t:${Math.ceil(freeAtMs / 1_000)}:R>`;
  if (!budget) return say('budgets.coolingDown', { time: time ?? '' });
  const reason = say(USED_UP[budget.per], { ...phrases(budget, limit, say), role: `<@&${budget.of ?? ''}>` });
  return `${reason} ${time === undefined ? say('budgets.neverFree') : say('budgets.freeAgain', { time })}`;
}

/** “20 answers”, “today”. */
function phrases({ unit, window }: Budget, limit: number, say: Say) {
  return { amount: say(`budgets.${unit}`, { count: limit }), window: say(`budgets.${window}`) };
}

function holderOf({ per, of }: Budget, say: Say): string {
  if (per === 'role') return `<@&${of ?? ''}>`;
  return say(per === 'channel' ? 'budgets.theChannel' : 'budgets.theServer');
}
