import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import type { MessageList } from '../../types.ts';

/** Reads older messages, and newer ones after a jump, as one comes near to the ends of what is there. */
export function useOlder(channelId: string, { hasMore, hasNewer, status }: MessageList) {
  const visit = useVisit();
  const isBusy = useSignal(false);
  /** After a failure only a press tries again. */
  const hasFailed = useSignal(false);

  const run = useCallback(async (load: (id: string) => Promise<void>) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    hasFailed.value = false;
    try {
      await load(channelId);
    } catch (error) {
      hasFailed.value = true;
      visit.toasts.say((error as Error).message);
    } finally {
      isBusy.value = false;
    }
  }, []);

  const load = useCallback(() => void run(visit.lists.loadOlder), []);
  const mayLoad = status === 'ready' && !hasFailed.peek();
  return {
    load,
    loadAhead: () => void (mayLoad && hasMore && load()),
    loadNewer: () => void (mayLoad && hasNewer && run(visit.lists.loadNewer)),
  };
}
