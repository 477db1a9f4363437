import type { ServerSettings } from './settings.ts';

/** An id in the settings that must be one of the server's. */
export interface NamedId {
  /** Where it stands, as in `places.123.assistantId`. */
  readonly path: string;
  readonly kind: 'channel' | 'role' | 'tag' | 'assistant';
  readonly id: string;
  /** The forum that a tag has to be of. */
  readonly forumId?: string;
}

/**
 * Every id of a channel, role, tag and assistant in the settings. Those of people, bots and webhooks are not among them:
 * who has left may come back.
 */
export function namedIds(settings: ServerSettings): NamedId[] {
  const { everywhere, places = {}, roleInstructions = {}, allowed, refused, budgets = [], logChannelId } = settings;
  const found: NamedId[] = [];
  const add = (path: string, kind: NamedId['kind'], id: string | undefined, forumId?: string) => {
    if (id !== undefined) found.push({ path, kind, id, ...(forumId !== undefined && { forumId }) });
  };
  add('everywhere.assistantId', 'assistant', everywhere?.assistantId);
  for (const [placeId, place] of Object.entries(places)) {
    const path = `places.${placeId}`;
    add(path, 'channel', placeId);
    add(`${path}.assistantId`, 'assistant', place.assistantId);
    add(`${path}.solvedTagId`, 'tag', place.solvedTagId, placeId);
    for (const [tagId, assistantId] of Object.entries(place.tags ?? {})) {
      add(`${path}.tags.${tagId}`, 'tag', tagId, placeId);
      add(`${path}.tags.${tagId}`, 'assistant', assistantId);
    }
  }
  for (const id of Object.keys(roleInstructions)) add(`roleInstructions.${id}`, 'role', id);
  for (const id of allowed?.roles ?? []) add('allowed.roles', 'role', id);
  for (const id of refused?.roles ?? []) add('refused.roles', 'role', id);
  for (const [index, { per, of }] of budgets.entries()) {
    add(`budgets.${index}.of`, per === 'channel' ? 'channel' : 'role', of);
  }
  add('logChannelId', 'channel', logChannelId);
  return found;
}
