import { type Signal, signal } from '@preact/signals';
import { remembered } from '../state/remembered.ts';
import { areMembersAbove } from './room.ts';

/** Whether the members are shown. It is remembered where there is room for them; where there is none they cover the rest. */
export function createMembersSwitch(): Signal<boolean> {
  if (areMembersAbove()) return signal(false);
  return remembered('members', true);
}
