import { hourOf, longTime, shortTime } from '../time.ts';

interface Props {
  timestamp: string;
  /** The hour alone. */
  isShort?: boolean;
}

/** When a message was written; the full date is in its title. */
export function MessageTime({ timestamp, isShort = false }: Props) {
  return (
    <time dateTime={timestamp} title={longTime(timestamp)}>
      {isShort ? hourOf(timestamp) : shortTime(timestamp)}
    </time>
  );
}
