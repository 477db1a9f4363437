import { ComponentType as Type } from 'discord-api-types/v10';
import { z } from 'zod';
import { type FieldError, invalidForm } from '../discord-error.ts';
import { findProblems, parseForm } from '../form.ts';
import { type Component, walk, withIds } from './component.ts';
import { customId, selects } from './select-form.ts';

/** A form that a bot shows to one person, as in Discord's API. */
export interface ModalData {
  custom_id: string;
  title: string;
  components: Component[];
}

const component: z.ZodType<Component> = z.looseObject({
  type: z.int(),
  id: z.int().min(0).optional(),
  label: z.string().nullish(),
  get components() {
    return z.array(component).optional();
  },
  get component() {
    return component.optional();
  },
}) as unknown as z.ZodType<Component>;

const modal = z.object({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z.array(component).min(1).max(5),
});

const textInput = z
  .looseObject({
    custom_id: customId,
    style: z.int().min(1).max(2),
    min_length: z.int().min(0).max(4000).nullish(),
    max_length: z.int().min(1).max(4000).nullish(),
    required: z.boolean().nullish(),
    value: z.string().max(4000).nullish(),
    placeholder: z.string().max(100).nullish(),
  })
  .refine(({ min_length, max_length }) => (min_length ?? 0) <= (max_length ?? 4000), {
    path: ['min_length'],
    message: 'Must not be larger than max_length.',
  });

const fileUpload = z.looseObject({
  custom_id: customId,
  min_values: z.int().min(0).max(10).nullish(),
  max_values: z.int().min(1).max(10).nullish(),
  required: z.boolean().nullish(),
});

const choice = z.looseObject({
  value: z.string().max(100),
  label: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: z.boolean().nullish(),
});
const radioGroup = z.looseObject({ custom_id: customId, options: z.array(choice).min(2).max(10) });
const checkboxGroup = z.looseObject({ custom_id: customId, options: z.array(choice).min(1).max(10) });
const checkbox = z.looseObject({ custom_id: customId, default: z.boolean().nullish() });

const inLabel: ReadonlyMap<number, z.ZodType> = new Map<number, z.ZodType>([
  [Type.TextInput, textInput],
  ...selects,
  [Type.FileUpload, fileUpload],
  [Type.RadioGroup, radioGroup],
  [Type.CheckboxGroup, checkboxGroup],
  [Type.Checkbox, checkbox],
]);

const row = z.looseObject({ components: z.array(z.looseObject({ label: z.string().min(1).max(45) })).length(1) });
const label = z.looseObject({
  label: z.string().min(1).max(45),
  description: z.string().max(100).nullish(),
  component: z.looseObject({ type: z.int() }),
});

/**
 * Checks a modal as Discord does: rows with one text input each, or labels.
 * @throws 50035
 */
export function parseModal(value: unknown): ModalData {
  const { components, ...form } = parseForm(modal, value);
  const problems: Record<string, FieldError | FieldError[]> = {};
  const refuse = (place: string, code: string, message: string) => void (problems[place] = { code, message });
  const customIds = new Set<string>();
  for (const [one, place] of walk(components)) {
    const isTop = /^components\.\d+$/.test(place);
    const allowed = isTop
      ? [Type.ActionRow, Type.Label, Type.TextDisplay]
      : place.endsWith('.component')
        ? [...inLabel.keys()]
        : [Type.TextInput];
    if (!allowed.includes(one.type)) {
      refuse(`${place}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" is not allowed here.');
      continue;
    }
    const schema = one.type === Type.ActionRow ? row : one.type === Type.Label ? label : inLabel.get(one.type);
    if (schema) Object.assign(problems, findProblems(schema, one, place));
    if (one.custom_id === undefined) continue;
    if (customIds.has(one.custom_id))
      refuse(`${place}.custom_id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    customIds.add(one.custom_id);
  }
  if (Object.keys(problems).length > 0) throw invalidForm(problems);
  return { ...form, components: withIds(components) };
}
