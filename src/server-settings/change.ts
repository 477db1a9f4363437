import type { PlaceSettings, ServerSettings } from './settings.ts';

/** One value that differs between two states of the settings; where there is none it is `undefined`. */
export interface Difference {
  /** Where it stands, as in `places.123.speaking`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs, each value by itself, in the order of the paths. */
export function differences(before: ServerSettings, after: ServerSettings): Difference[] {
  const [old, fresh] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .toSorted()
    .filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(fresh.get(path)))
    .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }));
}

function flat(value: object, path: readonly string[] = []): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      for (const entry of flat(inner as object, at)) found.set(...entry);
    } else if (inner !== undefined) {
      found.set(at.join('.'), inner);
    }
  }
  return found;
}

/** Settings with another state of one place (without an id: of everywhere); what is `undefined` is set no more. */
export function withPlace(
  settings: ServerSettings,
  id: string | undefined,
  change: Partial<PlaceSettings>,
): ServerSettings {
  if (id === undefined) return compact({ ...settings, everywhere: { ...settings.everywhere, ...change } });
  return compact({ ...settings, places: { ...settings.places, [id]: { ...settings.places?.[id], ...change } } });
}

/** Settings in which an assistant is named nowhere any more. */
export function withoutAssistant<Settings extends Pick<ServerSettings, 'everywhere' | 'places'>>(
  settings: Settings,
  assistantId: string,
): Settings {
  const clean = <Place extends PlaceSettings>({ assistantId: named, tags, ...place }: Place) => ({
    ...place,
    ...(named !== undefined && named !== assistantId && { assistantId: named }),
    ...(tags && { tags: Object.fromEntries(Object.entries(tags).filter(([, id]) => id !== assistantId)) }),
  });
  const places = Object.entries(settings.places ?? {}).map(([id, place]) => [id, clean(place)] as const);
  return {
    ...settings,
    ...(settings.everywhere && { everywhere: clean(settings.everywhere) }),
    ...(settings.places && { places: Object.fromEntries(places) }),
  };
}

/** Without what is not set: nothing, empty lists and empty objects. */
export function compact(settings: ServerSettings): ServerSettings {
  return prune(settings) ?? {};
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, prune(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
