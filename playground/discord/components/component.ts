/** A button, a menu, an input, or what holds them, as in Discord's API. Fields that are not here are kept as they came. */
export interface Component {
  type: number;
  /** A number within its message or modal; Discord gives one to each that has none. */
  id?: number;
  custom_id?: string;
  label?: string;
  disabled?: boolean;
  /** What a row or a container holds. */
  components?: Component[];
  /** What a label is for. */
  component?: Component;
  /** What is beside a section. */
  accessory?: Component;
  [field: string]: unknown;
}

/** Every component with its place (`components.0.components.1`), the outer ones first. */
export function* walk(components: readonly Component[], place = 'components'): Generator<[Component, string]> {
  for (const [index, component] of components.entries()) yield* walkOne(component, `${place}.${index}`);
}

function* walkOne(component: Component, place: string): Generator<[Component, string]> {
  yield [component, place];
  if (component.components) yield* walk(component.components, `${place}.components`);
  if (component.component) yield* walkOne(component.component, `${place}.component`);
  if (component.accessory) yield* walkOne(component.accessory, `${place}.accessory`);
}

/** Gives a number to each component that has none. */
export function withIds(components: readonly Component[]): Component[] {
  const taken = new Set([...walk(components)].map(([{ id }]) => id));
  let last = 0;
  const next = (): number => {
    last += 1;
    return taken.has(last) ? next() : last;
  };
  const numbered = (component: Component): Component => {
    // Their order is that of the page: a row before what is in it.
    const id = component.id || next();
    return {
      ...component,
      id,
      ...(component.components && { components: component.components.map(numbered) }),
      ...(component.component && { component: numbered(component.component) }),
      ...(component.accessory && { accessory: numbered(component.accessory) }),
    };
  };
  return components.map(numbered);
}
