import { useEffect, useState } from 'preact/hooks';
import { useVisit } from '../state/visit.ts';
import { type UsableCommand, usableCommands } from './commands.ts';

/** What this person can type in a channel; undefined until it is known. */
export function useCommands(channelId: string): readonly UsableCommand[] | undefined {
  const visit = useVisit();
  const [commands, setCommands] = useState<readonly UsableCommand[]>();

  useEffect(() => {
    let isHere = true;
    const read = () =>
      void visit
        .commandsIn(channelId)
        .then((all) => isHere && setCommands(usableCommands(all)))
        .catch(() => undefined); // one can type without them; sending asks again
    read();
    const stop = visit.listen(({ type }) => {
      if (type === 'COMMANDS_CHANGED') read();
    });
    return () => {
      isHere = false;
      stop();
    };
  }, [visit, channelId, visit.isConnected.value]);

  return commands;
}
