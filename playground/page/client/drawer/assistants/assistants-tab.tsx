import { useEffect, useState } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import { CopyButton } from '../copy-button.tsx';
import type { Entries } from '../entries.ts';
import { newestId } from '../entry-list.ts';
import { counted } from '../formats.ts';
import { useLoaded } from '../use-loaded.ts';
import type { Conversation } from '../use-conversation.ts';
import { readMessages, readRuns } from './assistants-api.ts';
import { isGoing } from './objects.ts';
import { OtherRequests } from './other-requests.tsx';
import { entriesOfRuns } from './run-timeline.ts';
import { RunView } from './run-view.tsx';
import { ThreadMessages } from './thread-messages.tsx';
import { useTurn } from './use-turn.ts';

interface Props {
  entries: Entries;
  conversation: Conversation;
}

/** What the open conversation is in the Assistants API: its thread, messages, runs and their steps, what the model was asked. */
export function AssistantsTab({ entries, conversation }: Props) {
  const { threadId } = conversation;
  if (threadId === undefined) return <NoThread conversation={conversation} />;
  return <ThreadView key={threadId} threadId={threadId} entries={entries} channelIds={conversation.channelIds} />;
}

function NoThread({ conversation: { title = 'this page', isKnown } }: { conversation: Conversation }) {
  const host = useVisit().host.now.value;
  const text =
    host?.hasAssistants === false
      ? 'This playground runs without a bot that shows its Assistants threads. Start bot and playground together, with npm start, to see them here.'
      : isKnown
        ? `No Assistants thread belongs to ${title} yet. Mention the bot or run one of its commands; then open the thread or direct message in which it answers.`
        : 'Looking for the Assistants thread …';
  return (
    <p class="drawer-empty" role="status">
      {text}
    </p>
  );
}

interface ThreadProps {
  threadId: string;
  entries: Entries;
  channelIds: readonly string[];
}

function ThreadView({ threadId, entries, channelIds }: ThreadProps) {
  const own = entries.all.value.filter((entry) => entry.threadId === threadId);
  const posts = usePosts(channelIds);
  const [hasGoing, setGoing] = useState(false);
  const turn = useTurn(`${newestId(own)} ${own.at(-1)?.ms} ${posts}`, hasGoing);
  const { value, problem } = useLoaded(threadId, turn, () =>
    Promise.all([readRuns(threadId), readMessages(threadId)]).then(([runs, messages]) => ({ runs, messages })),
  );
  const runs = value?.runs.data ?? [];
  const isAnyGoing = runs.some(isGoing);
  useEffect(() => setGoing(isAnyGoing), [isAnyGoing]);
  const { byRun, others } = entriesOfRuns(runs, own);

  return (
    <div class="assistants">
      <header class="assistants-head">
        <h3>
          Assistants thread <code>{threadId}</code>
        </h3>
        <CopyButton label="Copy id" read={() => threadId} />
        <span class="muted" role="status">
          {value && (isAnyGoing ? 'A run is under way.' : counted(runs.length, 'run'))}
        </span>
      </header>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {value && (
        <div class="assistants-columns">
          <section class="runs" aria-label="Runs, newest first">
            <h4>Runs</h4>
            {runs.length === 0 && <p class="muted">No run yet: a run is made when the bot is to answer.</p>}
            {runs.map((run, index) => (
              <RunView
                key={run.id}
                run={run}
                entries={byRun.get(run.id) ?? []}
                messages={value.messages.data}
                turn={turn}
                isFirst={index === 0}
              />
            ))}
            {value.runs.has_more && <p class="muted">There are older runs; the newest {runs.length} are shown.</p>}
            <OtherRequests entries={others} />
          </section>
          <ThreadMessages messages={value.messages.data} hasMore={value.messages.has_more} />
        </div>
      )}
    </div>
  );
}

/** Counts what happens in the channels: a post is often the first sign that something new goes on. */
function usePosts(channelIds: readonly string[]): number {
  const visit = useVisit();
  const [count, setCount] = useState(0);
  useEffect(
    () =>
      visit.listen((event) => {
        const channelId = 'channel_id' in event.data ? event.data.channel_id : undefined;
        if (channelId !== undefined && channelIds.includes(channelId)) setCount((now) => now + 1);
      }),
    [visit, channelIds.join(' ')],
  );
  return count;
}
