import type { Actions } from '../actions/actions.ts';
import type { Permissions } from '../permissions.ts';
import type { PrivilegedIntents } from '../privileged-intents.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** What the routes work with. */
export interface Resources {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  privilegedIntents: PrivilegedIntents;
  /** The one who asks: all requests of the REST API come from the bot. */
  botId: () => string;
  gatewayUrl: () => string;
}
