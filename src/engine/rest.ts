import type { IncompleteReason, RunUsage } from './objects.ts';
import type { EndDetails, EndStatus } from './runs.ts';

/** How a run that is executed here comes to rest. */
export type Rest =
  | { readonly type: 'requires_action'; readonly usage: RunUsage }
  | {
      readonly type: 'ended';
      readonly status: EndStatus;
      readonly usage?: RunUsage;
      readonly details?: EndDetails;
      /** Why the message is not whole, when the status does not say it. */
      readonly reason?: IncompleteReason;
    }
  /** The engine is closed: the next one on the store goes on. */
  | { readonly type: 'interrupted' };

/** What is known of an end besides its status. */
export type EndOptions = Partial<Pick<Extract<Rest, { type: 'ended' }>, 'usage' | 'reason' | 'details'>>;

/** The run is no longer this process's to execute: it was cancelled, ended, deleted or taken over. */
export class LostRun extends Error {
  override name = 'LostRun';
}
