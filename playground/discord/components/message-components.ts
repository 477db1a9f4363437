import { ButtonStyle, ComponentType as Type } from 'discord-api-types/v10';
import { z } from 'zod';
import { type FieldError, invalidForm } from '../discord-error.ts';
import { findProblems } from '../form.ts';
import { type Component, walk, withIds } from './component.ts';
import { checkLayout, layoutSchemas, misplaced, type Refuse } from './layout-form.ts';
import { customId, emoji, selects } from './select-form.ts';

const MAX_ROWS = 5;
const MAX_BUTTONS = 5;
/** With IS_COMPONENTS_V2, those inside of others counted. */
const MAX_LAYOUT_COMPONENTS = 40;

const component: z.ZodType<Component> = z.looseObject({
  type: z.int(),
  id: z.int().min(0).optional(),
  get components() {
    return z.array(component).optional();
  },
  get accessory() {
    return component.optional();
  },
}) as unknown as z.ZodType<Component>;

const button = z
  .looseObject({
    style: z.int().min(1).max(6),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: z.url().max(512).nullish(),
    sku_id: z.string().nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine(({ style, label, emoji: shown, custom_id, url, sku_id }, context) => {
    const refuse = (path: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    const isPremium = (style as ButtonStyle) === ButtonStyle.Premium;
    const isLink = (style as ButtonStyle) === ButtonStyle.Link;
    if (isLink && !url) refuse('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    if (isPremium && !sku_id) refuse('sku_id', 'BUTTON_COMPONENT_SKU_ID_REQUIRED', 'A sku id is required');
    if (!isLink && !isPremium && !custom_id)
      refuse('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    if (custom_id && url)
      refuse(
        'url',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    if (!isPremium && !label && !shown)
      refuse('label', 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or an emoji is required');
  });

interface ParseOptions {
  /** Whether the bot lays it out (IS_COMPONENTS_V2): else it may be rows of buttons or menus only. */
  isLayout: boolean;
  /** Of what comes with the message. */
  filenames: readonly string[];
}

/**
 * Checks what a message has to press, and its layout, as Discord does.
 * @throws 50035
 */
export function parseMessageComponents(value: readonly unknown[], { isLayout, filenames }: ParseOptions): Component[] {
  if (value.length === 0) return [];
  const problems: Record<string, FieldError | FieldError[]> = findProblems(z.array(component), value, 'components');
  if (Object.keys(problems).length > 0) throw invalidForm(problems);
  const components = value as Component[];
  const all = [...walk(components)];
  const refuse: Refuse = (place, code, message) => void (problems[place] = { code, message });
  const wrong = new Set(misplaced(components, isLayout));
  if (!isLayout && components.length > MAX_ROWS)
    refuse('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_ROWS} in length.`);
  if (all.length > MAX_LAYOUT_COMPONENTS)
    refuse('components', 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_LAYOUT_COMPONENTS} or fewer in length.`);
  const customIds = new Set<string>();
  for (const [one, place] of all) {
    if (wrong.has(place)) {
      refuse(`${place}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" is not allowed here.');
      continue;
    }
    if (one.type === Type.ActionRow) checkRow(one, place, refuse);
    const schema = one.type === Type.Button ? button : (selects.get(one.type) ?? layoutSchemas.get(one.type));
    if (schema) Object.assign(problems, findProblems(schema, one, place));
    if (one.custom_id === undefined) continue;
    if (customIds.has(one.custom_id))
      refuse(`${place}.custom_id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    customIds.add(one.custom_id);
  }
  if (Object.keys(problems).length === 0) checkLayout(components, filenames, refuse);
  if (Object.keys(problems).length > 0) throw invalidForm(problems);
  return withIds(components);
}

function checkRow({ components = [] }: Component, place: string, refuse: Refuse): void {
  if (components.length < 1 || components.length > MAX_BUTTONS)
    refuse(`${place}.components`, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_BUTTONS} in length.`);
  const wide = components.findIndex(({ type }) => type !== Type.Button);
  if (wide >= 0 && components.length > 1)
    refuse(
      `${place}.components.${wide}`,
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
}
