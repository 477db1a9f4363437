import { ComponentType as Type } from 'discord-api-types/v10';
import { z } from 'zod';

export const customId = z.string().min(1).max(100);
export const emoji = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });

const option = z.looseObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const menu = {
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

const stringSelect = z
  .looseObject({ ...menu, options: z.array(option).min(1).max(25) })
  .superRefine(({ options, ...rest }, context) => {
    checkCounts(rest, options.filter((one) => one.default).length, options.length, context);
    const values = options.map(({ value }) => value);
    for (const [index, value] of values.entries())
      if (values.indexOf(value) !== index)
        context.addIssue({
          code: 'custom',
          path: ['options', index, 'value'],
          message: 'The specified option value is already used',
          params: { code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
        });
  });

/** A menu that Discord fills with users, roles or channels. */
function autoSelect(...kinds: ('user' | 'role' | 'channel')[]) {
  const chosen = z.looseObject({ id: z.string().regex(/^\d+$/), type: z.enum(kinds) });
  return z
    .looseObject({
      ...menu,
      default_values: z.array(chosen).max(25).nullish(),
      channel_types: z.array(z.int()).nullish(),
    })
    .superRefine(({ default_values: defaults, ...rest }, context) =>
      checkCounts(rest, defaults?.length ?? 0, 25, context),
    );
}

/** The menus by their type. */
export const selects: ReadonlyMap<number, z.ZodType> = new Map<number, z.ZodType>([
  [Type.StringSelect, stringSelect],
  [Type.UserSelect, autoSelect('user')],
  [Type.RoleSelect, autoSelect('role')],
  [Type.MentionableSelect, autoSelect('user', 'role')],
  [Type.ChannelSelect, autoSelect('channel')],
]);

function checkCounts(
  { min_values, max_values }: { min_values?: number | null | undefined; max_values?: number | null | undefined },
  chosen: number,
  available: number,
  context: z.RefinementCtx,
): void {
  const min = min_values ?? 1;
  const max = max_values ?? 1;
  const refuse = (path: string, code: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, params: { code } });
  if (min > max || min > available)
    refuse('min_values', 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE', `Must be at most ${Math.min(max, available)}.`);
  if (max > available) refuse('max_values', 'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE', `Must be at most ${available}.`);
  if (chosen > max || (chosen > 0 && chosen < min))
    refuse(
      'default_values',
      'SELECT_COMPONENT_INVALID_DEFAULT_VALUES',
      `Must be between ${min} and ${max} chosen at first.`,
    );
}
