import { Facts } from '../facts.tsx';
import { Payload } from '../json/payload.tsx';
import type { Step, ThreadMessage, ToolCall } from './objects.ts';
import { MessageContent } from './message-content.tsx';

interface Props {
  step: Step;
  messages: readonly ThreadMessage[];
}

/** What a step of a run did: the message that it wrote, or the tools that it called. */
export function StepInside({ step, messages }: Props) {
  const { id, status, usage, last_error: error, step_details: details } = step;
  const messageId = details.type === 'message_creation' ? details.message_creation.message_id : undefined;
  const message = messages.find((one) => one.id === messageId);
  return (
    <div class="inside">
      <Facts
        isDense
        facts={[
          ['Step', <code key="id">{id}</code>],
          ['Status', status],
          ['Message', messageId],
          ['Tokens', usage ? `${usage.prompt_tokens} prompt + ${usage.completion_tokens} completion` : undefined],
        ]}
      />
      {error && (
        <p class="run-error">
          <strong>{error.code}</strong>: {error.message}
        </p>
      )}
      {message && <MessageContent message={message} />}
      {details.type === 'tool_calls' && details.tool_calls.map((call) => <Call key={call.id} call={call} />)}
    </div>
  );
}

function Call({ call }: { call: ToolCall }) {
  const { function: called, code_interpreter: code, file_search: search } = call;
  return (
    <section class="tool-call">
      <h4>{called ? `Function ${called.name}` : call.type.replace('_', ' ')}</h4>
      {called && (
        <>
          <Payload title="Arguments" value={jsonOr(called.arguments)} />
          {called.output === null || called.output === undefined ? (
            <p class="muted">No output yet: the bot is working on it.</p>
          ) : (
            <Payload title="Output" value={jsonOr(called.output)} />
          )}
        </>
      )}
      {code && (
        <>
          <Payload title="Code" value={code.input} />
          <Payload title="Output" value={code.outputs} />
        </>
      )}
      <Payload title="Found" value={search} />
    </section>
  );
}

/** What is JSON as a tree, everything else as it is. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
