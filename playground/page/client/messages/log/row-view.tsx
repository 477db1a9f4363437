import { useComputed } from '@preact/signals';
import { memo } from 'preact/compat';
import { usePlace } from '../../markdown/use-place.ts';
import { mentionsPerson } from '../../state/mentions.ts';
import { useVisit } from '../../state/visit.ts';
import { dayOf, shortTime } from '../../time.ts';
import { isEphemeral, isWritten } from '../kinds.ts';
import type { MessageRow, Row } from './log-rows.ts';
import { EditBox } from '../editing/edit-box.tsx';
import { LogEdge } from './log-edge.tsx';
import type { LogView } from './log-view.ts';
import { MessageToolbar } from '../message-toolbar.tsx';
import { MessageView } from '../message-view.tsx';
import { SentCommandView } from '../sent-command-view.tsx';
import { spokenText } from '../spoken-text.ts';

interface Props {
  row: Row;
  log: LogView;
  channelId: string;
  loadOlder: () => void;
}

/** One row of a log. */
export const RowView = memo(function RowView({ row, log, channelId, loadOlder }: Props) {
  switch (row.kind) {
    case 'message':
      return <MessageRowView row={row} log={log} />;
    case 'sent':
      return (
        <div
          class={`message ephemeral sent${row.sent.problem === undefined ? '' : ' failed-command'}`}
          data-row={row.key}
        >
          <SentCommandView sent={row.sent} />
        </div>
      );
    case 'start':
    case 'end':
      return <LogEdge kind={row.kind} channelId={channelId} loadOlder={loadOlder} />;
  }
});

function MessageRowView({ row, log }: { row: MessageRow; log: LogView }) {
  const visit = useVisit();
  const { key, message, isContinued, isNewDay, isFirstNew } = row;
  const place = usePlace(message);
  const isTabStop = useComputed(() => log.tabStop.value === key).value;
  const isHighlighted = useComputed(() => log.highlighted.value === key).value;
  const hasToolbar = useComputed(() => log.hovered.value === key || log.focused.value === key).value;
  const isEdited = useComputed(() => visit.writing.editing.value === message.id).value;
  const classes = [
    'message',
    isContinued && 'continued',
    !isWritten(message) && 'told',
    isEphemeral(message) && 'ephemeral',
    mentionsPerson(message, visit.state.value.you) && 'for-you',
    isHighlighted && 'highlighted',
  ];
  return (
    <>
      {(isNewDay || isFirstNew) && <Divider day={isNewDay ? dayOf(message.timestamp) : undefined} isNew={isFirstNew} />}
      <div
        class={classes.filter(Boolean).join(' ')}
        role="article"
        aria-label={`${spokenText(message, place)}, ${shortTime(message.timestamp)}`}
        tabIndex={isTabStop ? 0 : -1}
        data-row={key}
      >
        <MessageView
          message={message}
          isContinued={isContinued}
          editor={isEdited ? <EditBox message={message} /> : undefined}
        />
        {hasToolbar && !isEdited && <MessageToolbar message={message} />}
      </div>
    </>
  );
}

/** Between the messages of two days, and above the first new one. */
function Divider({ day, isNew }: { day: string | undefined; isNew: boolean }) {
  return (
    <div
      class={isNew ? 'log-divider is-new' : 'log-divider'}
      role="separator"
      aria-label={isNew ? 'New messages' : day}
    >
      {day !== undefined && <span class="day">{day}</span>}
      {isNew && <span class="new-mark">New</span>}
    </div>
  );
}
