import type { AssistantDirectory } from '../assistants/directory.ts';
import type { DefaultAssistant } from '../assistants/default-assistant.ts';
import { withoutAssistant } from '../server-settings/change.ts';
import { type EffectiveSettings, type SettingsHere, settingsHere } from '../server-settings/effective.ts';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import type { FileTool } from './brought-file.ts';
import { type Post, speakerName } from './post.ts';
import { orAway } from './store-away.ts';
import { newestPost, type Turn } from './turn.ts';

export interface TermsOptions {
  settings: Pick<ServerSettingsKeeper, 'recent'>;
  assistants: Pick<AssistantDirectory, 'usable' | 'changed'>;
  defaultAssistant: DefaultAssistant;
}

/** Where somebody talks, as far as that decides with whom. */
export interface TalkingPlace {
  /** Absent in a DM. */
  readonly serverId?: string | undefined;
  /** The channel or forum whose settings hold there: of a thread, the one around it. */
  readonly homeId: string;
  readonly categoryId?: string | undefined;
  /** The tags of a forum post. */
  readonly tagIds?: readonly string[] | undefined;
}

/** As whom a turn is answered. */
export interface Terms {
  readonly assistantId: string;
  /** The name of the assistant that answers because the one that was chosen here is gone. */
  readonly insteadOfChosen?: string;
  /** What the assistant is told besides its own instructions. */
  readonly instructions: string;
}

const IN_DISCORD =
  'You are talking with people in a Discord conversation. Each of their messages begins with the display name of its ' +
  'author and a colon; several people may write. Answer all messages since your last answer together, in Discord ' +
  'Markdown, and do not put a name in front of your answer.';

/** Finds out on which terms a turn is answered, as the settings are at that moment. */
export function createTerms({ settings, assistants, defaultAssistant }: TermsOptions) {
  /** The innermost choice counts whose assistant this server may use: the conversation's, a tag's, the place's. */
  async function assistantFor(chosen: string | undefined, place: TalkingPlace, current: EffectiveSettings) {
    const here = settingsHere(current, { channelId: place.homeId, categoryId: place.categoryId });
    const tagged = (place.tagIds ?? []).map((id) => here.tags[id]);
    const wanted = [chosen, ...tagged, here.assistantId].filter((id) => id !== undefined);
    for (const id of wanted) {
      const assistant = await assistants.usable(place.serverId, id);
      if (assistant) return assistant;
    }
    return undefined;
  }

  /** Rejects with the client's error, or with a `StoreAwayError`. */
  async function termsOf(turn: Turn): Promise<Terms> {
    const post = newestPost(turn);
    const current = await orAway(settings.recent(post.serverId));
    const place = { ...post, homeId: post.homeId ?? post.channelId };
    const assistant = await assistantFor(turn.assistantId, place, current);
    const assistantId = assistant?.id ?? (await defaultAssistant.id());
    const isReplaced = turn.assistantId !== undefined && turn.assistantId !== assistantId;
    const name = assistant?.name ?? (isReplaced ? (await assistants.usable(undefined, assistantId))?.name : undefined);
    return {
      assistantId,
      ...(isReplaced && { insteadOfChosen: name ?? assistantId }),
      instructions: instructionsFor(post, current),
    };
  }

  return {
    of: termsOf,

    /** The tools of the assistant that answers a turn, as far as they take files. Rejects as `of` does. */
    async fileTools(turn: Turn): Promise<FileTool[]> {
      const { assistantId } = await termsOf(turn);
      const assistant = await assistants.usable(newestPost(turn).serverId, assistantId);
      const types = new Set(assistant?.tools.map(({ type }) => type));
      return (['file_search', 'code_interpreter'] as const).filter((type) => types.has(type));
    },

    /** What holds where a turn is answered. Rejects with a `StoreAwayError`. */
    async settingsOf(turn: Turn): Promise<SettingsHere> {
      const { serverId, homeId, channelId, categoryId } = newestPost(turn);
      const current = await orAway(settings.recent(serverId));
      return settingsHere(current, { channelId: homeId ?? channelId, categoryId });
    },

    /**
     * The id of whoever answers in a place, in a conversation for which `chosen` was chosen; `without` an assistant, as
     * if that did not exist.
     */
    async whoTalks(place: TalkingPlace, { chosen, without }: { chosen?: string | undefined; without?: string } = {}) {
      const current = await orAway(settings.recent(place.serverId));
      const there = without === undefined ? current : withoutAssistant(current, without);
      const wanted = chosen === without ? undefined : chosen;
      return (await assistantFor(wanted, place, there))?.id ?? (await defaultAssistant.id());
    },

    /** The server does not know that assistant: what is remembered of it, and of the default one, counts no more. */
    lookAgain({ assistantId }: Terms): void {
      assistants.changed(assistantId);
      defaultAssistant.lookAgain();
    },
  };
}

function instructionsFor(post: Post, current: EffectiveSettings): string {
  const { author, homeId, channelId, categoryId } = post;
  const here = settingsHere(current, { channelId: homeId ?? channelId, categoryId });
  const ofRoles = (author.roleIds ?? []).flatMap((id) => current.roleInstructions?.[id] ?? []);
  return [IN_DISCORD, ...here.instructions, `The newest message is by ${speakerName(author.name)}.`, ...ofRoles].join(
    '\n\n',
  );
}
