import { ComponentType as Type } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, walk } from './component.ts';
import { selects } from './select-form.ts';

const MAX_TEXT_LENGTH = 4000;

/** Says what is wrong with which part of a form. */
export type Refuse = (place: string, code: string, message: string) => void;

const media = z.looseObject({ url: z.string().min(1).max(2048) });
const description = z.string().max(1024).nullish();

/** What each kind of component has to have with IS_COMPONENTS_V2, beside those that are pressed. */
export const layoutSchemas: ReadonlyMap<number, z.ZodType> = new Map<number, z.ZodType>([
  [Type.Section, z.looseObject({ components: z.array(z.unknown()).min(1).max(3), accessory: z.looseObject({}) })],
  [Type.TextDisplay, z.looseObject({ content: z.string().min(1).max(MAX_TEXT_LENGTH) })],
  [Type.Thumbnail, z.looseObject({ media, description })],
  [Type.MediaGallery, z.looseObject({ items: z.array(z.looseObject({ media, description })).min(1).max(10) })],
  [Type.File, z.looseObject({ file: z.looseObject({ url: z.string().min(1) }) })],
  [Type.Separator, z.looseObject({ divider: z.boolean().nullish(), spacing: z.int().min(1).max(2).nullish() })],
  [
    Type.Container,
    z.looseObject({
      components: z.array(z.unknown()).min(1),
      accent_color: z.int().min(0).max(0xff_ff_ff).nullish(),
      spoiler: z.boolean().nullish(),
    }),
  ],
]);

const inRow: ReadonlySet<number> = new Set<number>([Type.Button, ...selects.keys()]);
const inContainer = new Set<number>([
  Type.ActionRow,
  Type.TextDisplay,
  Type.Section,
  Type.MediaGallery,
  Type.File,
  Type.Separator,
]);
const onTop = new Set<number>([...inContainer, Type.Container]);
const accessories = new Set<number>([Type.Button, Type.Thumbnail]);

/**
 * The places of components that stand where such ones may not.
 * https://docs.discord.com/developers/components/reference
 */
export function misplaced(components: readonly Component[], isLayout: boolean): string[] {
  const top = isLayout ? onTop : new Set<number>([Type.ActionRow]);
  const wrong = (inside: readonly Component[] | undefined, allowed: ReadonlySet<number>, place: string) =>
    (inside ?? []).flatMap(({ type }, index) => (allowed.has(type) ? [] : [`${place}.${index}`]));
  return [
    ...wrong(components, top, 'components'),
    ...[...walk(components)].flatMap(([{ type, components: inside, accessory }, place]) => [
      ...wrong(inside, childrenOf(type), `${place}.components`),
      ...(accessory && !(type === (Type.Section as number) && accessories.has(accessory.type))
        ? [`${place}.accessory`]
        : []),
    ]),
  ];
}

function childrenOf(type: Type): ReadonlySet<number> {
  switch (type) {
    case Type.ActionRow:
      return inRow;
    case Type.Section:
      return new Set([Type.TextDisplay]);
    case Type.Container:
      return inContainer;
    default:
      return new Set();
  }
}

/** Files are named as `attachment://name`, and have to come with the message; there is room for so much text. */
export function checkLayout(components: readonly Component[], filenames: readonly string[], refuse: Refuse): void {
  let length = 0;
  for (const [one, place] of walk(components)) {
    if (one.type === (Type.TextDisplay as number)) length += String(one['content']).length;
    for (const [url, at] of mediaOf(one)) {
      const isAttached = url.startsWith('attachment://');
      const isFile = one.type === (Type.File as number);
      if (isAttached && !filenames.includes(url.slice('attachment://'.length)))
        refuse(
          `${place}.${at}.url`,
          'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          'The referenced attachment was not found',
        );
      // What is there already has an address.
      else if (!isAttached && (isFile ? !url.includes('/attachments/') : !/^https?:/.test(url)))
        refuse(`${place}.${at}.url`, 'URL_TYPE_INVALID_SCHEME', 'Not a well formed URL.');
    }
  }
  if (length > MAX_TEXT_LENGTH)
    refuse(
      'components',
      'COMPONENT_MAX_TOTAL_TEXT_DISPLAY_SIZE_EXCEEDED',
      `The total text of all components must be ${MAX_TEXT_LENGTH} or fewer in length.`,
    );
}

interface Linked {
  url: string;
}

function mediaOf(component: Component): [url: string, place: string][] {
  const { media: one, file, items } = component as { media?: Linked; file?: Linked; items?: { media: Linked }[] };
  return [
    ...(one ? [[one.url, 'media'] as [string, string]] : []),
    ...(file ? [[file.url, 'file'] as [string, string]] : []),
    ...(items ?? []).map(({ media: item }, index): [string, string] => [item.url, `items.${index}.media`]),
  ];
}
