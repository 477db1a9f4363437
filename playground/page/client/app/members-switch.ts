import { type Signal, signal } from '@preact/signals';
import { remembered } from '../state/remembered.ts';
import { isPhone } from './room.ts';

/** Whether the members are shown. It is remembered where there is room for them; on a phone they cover the rest. */
export function createMembersSwitch(): Signal<boolean> {
  if (isPhone()) return signal(false);
  return remembered('members', true);
}
