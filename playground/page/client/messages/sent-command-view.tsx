import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { nameOf } from '../names.ts';
import type { SentCommand } from '../state/sent-command.ts';
import { useVisit } from '../state/visit.ts';
import { BotBadge } from './bot-badge.tsx';
import { OnlyYou } from './only-you.tsx';

/** A command that is on its way, or that the bot has not answered. */
export function SentCommandView({ sent }: { sent: SentCommand }) {
  const visit = useVisit();
  const { bot, you } = visit.state.value;
  const { name, isMenu, problem } = sent;
  return (
    <>
      <p class="origin">
        <Avatar user={you} />
        <strong>{nameOf(you)}</strong> used <span class="mention">{isMenu ? name : `/${name}`}</span>
      </p>
      <Avatar user={bot} />
      <div class="body">
        <div class="head">
          <strong>{nameOf(bot)}</strong>
          <BotBadge />
        </div>
        {problem === undefined ? (
          <p class="quiet">Sending command …</p>
        ) : (
          <>
            <p class="failed" role="alert">
              <Icon name="warning" /> {problem}
            </p>
            <OnlyYou onDismiss={() => visit.interactions.drop(sent)} />
          </>
        )}
      </div>
    </>
  );
}
