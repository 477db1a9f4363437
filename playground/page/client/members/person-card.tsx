import { Popup, type Point } from '../menus/popup.tsx';
import { nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';

interface Options {
  userId: string;
  /** Where commands of the user's menu are used. */
  channelId: string;
  anchor: HTMLElement;
  at?: Point;
}

/** Who somebody is, their roles, and the commands of their menu. */
export function openPersonCard(visit: Visit, { userId, anchor, at }: Options): void {
  const user = visit.user(userId);
  if (!user) return;
  visit.layers.show((close) => (
    <Popup anchor={anchor} at={at} onClose={close}>
      <p tabIndex={-1}>{nameOf(user)}</p>
    </Popup>
  ));
}
