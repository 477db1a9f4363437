import { useRef } from 'preact/hooks';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** Where one was in the server and in the direct messages, to go back there. */
export function usePlaceMemory(visit: Visit, isDirects: boolean) {
  const inServer = useRef<Channel>(undefined);
  const inDirects = useRef<Channel>(undefined);
  const { channel, thread } = visit.current.value;
  if (channel) (isDirects ? inDirects : inServer).current = thread ?? channel;

  return {
    openServer(): void {
      const place = visit.channels.get(inServer.current?.id) ?? visit.channels.text.peek()[0];
      if (place) visit.open(place);
      else visit.openServer();
    },
    openDirects(): void {
      const place = visit.channels.get(inDirects.current?.id);
      if (place) visit.open(place);
      else visit.openDirects();
    },
  };
}
