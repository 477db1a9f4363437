import { isNewer } from '../../ids.ts';
import type { SentCommand } from '../../state/sent-command.ts';
import type { Message, MessageList } from '../../types.ts';
import { isEphemeral, isWritten } from '../kinds.ts';

/** Posts of one author within this time stand together under one name. */
const TOGETHER_MS = 7 * 60 * 1000;

/** A message, with what stands above it. */
export interface MessageRow {
  kind: 'message';
  key: string;
  message: Message;
  /** It follows one of the same author: the name is not said again. */
  isContinued: boolean;
  /** The first one of its day. */
  isNewDay: boolean;
  /** The first one that this person has not read. */
  isFirstNew: boolean;
}

/** A line of the log. `start` is what comes before the oldest message that is there, `end` what comes after the newest. */
export type Row =
  | MessageRow
  | { kind: 'sent'; key: string; sent: SentCommand }
  | { kind: 'start'; key: 'start' }
  | { kind: 'end'; key: 'end' };

interface Options {
  list: Pick<MessageList, 'messages' | 'hasNewer'>;
  /** Commands that are not answered. They stand where they were sent. */
  sent: readonly SentCommand[];
  firstNewId: string | undefined;
}

const START: Row = { kind: 'start', key: 'start' };
const END: Row = { kind: 'end', key: 'end' };

/**
 * Makes the rows of a log, again and again: what is the same as before stays the same object, so that only what has
 * changed is drawn anew.
 */
export function createRowBuilder() {
  const known = new WeakMap<Message | SentCommand, Row>();
  const moments = new WeakMap<Message, { ms: number; day: string }>();

  function momentOf(message: Message) {
    const found = moments.get(message);
    if (found) return found;
    const date = new Date(message.timestamp);
    const moment = { ms: date.getTime(), day: date.toDateString() };
    moments.set(message, moment);
    return moment;
  }

  function messageRow(message: Message, before: Message | undefined, firstNewId: string | undefined): MessageRow {
    const isNewDay = !before || momentOf(before).day !== momentOf(message).day;
    const isFirstNew = message.id === firstNewId;
    const isNear = before !== undefined && momentOf(message).ms - momentOf(before).ms < TOGETHER_MS;
    const isContinued = isNear && !isNewDay && !isFirstNew && belongsTo(message, before);
    const old = known.get(message);
    const isSame =
      old?.kind === 'message' &&
      old.isContinued === isContinued &&
      old.isNewDay === isNewDay &&
      old.isFirstNew === isFirstNew;
    if (isSame) return old;
    const row: MessageRow = { kind: 'message', key: message.id, message, isContinued, isNewDay, isFirstNew };
    known.set(message, row);
    return row;
  }

  function sentRow(sent: SentCommand): Row {
    const row = known.get(sent) ?? { kind: 'sent', key: sent.id, sent };
    known.set(sent, row);
    return row;
  }

  return ({ list: { messages, hasNewer }, sent, firstNewId }: Options): readonly Row[] => {
    const sentAfter = Map.groupBy(sent, ({ after }) => messages.findLastIndex(({ id }) => !isNewer(id, after)));
    const rowsOfSent = (index: number) => (sentAfter.get(index) ?? []).map(sentRow);
    const rows: Row[] = [START, ...rowsOfSent(-1)];
    let before: Message | undefined;
    for (const [index, message] of messages.entries()) {
      rows.push(messageRow(message, before, firstNewId));
      if (sentAfter.size > 0) rows.push(...rowsOfSent(index));
      before = message;
    }
    if (hasNewer) rows.push(END);
    return rows;
  };
}

function belongsTo(message: Message, before: Message): boolean {
  return (
    message.author.id === before.author.id &&
    message.author.username === before.author.username &&
    message.type === 0 &&
    message.interaction_metadata === undefined &&
    isEphemeral(message) === isEphemeral(before) &&
    isWritten(before)
  );
}
