import { nameOf, titleOf } from '../../names.ts';
import { useVisit } from '../../state/visit.ts';
import type { Channel } from '../../types.ts';

/** What a newcomer may try. */
const FIRST_POSTS = ['what can you do?', 'show me some code', 'show me a long answer'];

interface Props {
  channel: Channel;
  isEmpty: boolean;
}

/** The beginning of a conversation. An empty one says what can be tried there. */
export function LogStart({ channel, isEmpty }: Props) {
  const visit = useVisit();
  const bot = nameOf(visit.state.value.bot);
  const name = titleOf(channel);
  const post = (text: string) =>
    void visit.api.post(channel.id, text).then(
      () => visit.writing.focus(channel.id),
      (error: Error) => visit.writing.say(channel.id, error.message),
    );
  if (channel.thread_metadata)
    return (
      <section class="welcome">
        <h3>{name}</h3>
        <p>{startOf(visit.user(channel.owner_id ?? ''))}</p>
      </section>
    );
  const isDirect = channel.recipients !== undefined;
  return (
    <section class="welcome">
      <h3>{isDirect ? name : `Welcome to #${name}`}</h3>
      {isDirect ? (
        <p>This is the beginning of your conversation with {name}. Nobody else sees it.</p>
      ) : isEmpty ? (
        <p>
          This is a small Discord on your own machine, with the real {bot} in it. Mention @{bot} and see what happens:
        </p>
      ) : (
        <p>This is the beginning of #{name}.</p>
      )}
      {isEmpty && (
        <div class="first-posts">
          {FIRST_POSTS.map((words) => (isDirect ? words : `@${bot} ${words}`)).map((words) => (
            <button key={words} type="button" class="suggestion" onClick={() => post(withMention(words))}>
              {words}
            </button>
          ))}
        </div>
      )}
    </section>
  );

  function withMention(words: string): string {
    return words.replace(`@${bot}`, `<@${visit.state.value.bot.id}>`);
  }
}

function startOf(owner: Parameters<typeof nameOf>[0] | undefined): string {
  return owner ? `Started by ${nameOf(owner)}.` : 'This is the beginning of the thread.';
}
