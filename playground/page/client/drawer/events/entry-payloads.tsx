import { ModelCall } from '../assistants/model-call.tsx';
import { Facts } from '../facts.tsx';
import { byteSize } from '../formats.ts';
import type { Entry, HeaderFields } from '../inspector.ts';
import { Payload } from '../json/payload.tsx';

/** What was sent and what was answered. */
export function EntryPayloads({ entry }: { entry: Entry }) {
  switch (entry.kind) {
    case 'gateway':
      return <Payload title="Data" value={entry.d} />;
    case 'model':
      return <ModelCall entry={entry} />;
    case 'assistants':
      return (
        <>
          <Payload title="Request" value={entry.body} />
          <Payload title="Response" value={entry.response} />
          <Headers title="Request headers" fields={entry.requestHeaders} />
          <Headers title="Response headers" fields={entry.responseHeaders} />
        </>
      );
    case 'rest':
      return (
        <>
          <Payload title="Request" value={entry.body} />
          {entry.files && entry.files.length > 0 && (
            <section class="payload">
              <h4>Files</h4>
              <Facts
                facts={entry.files.map(({ name, contentType = 'no type', bytes }) => [
                  name,
                  `${contentType}, ${byteSize(bytes)}`,
                ])}
              />
            </section>
          )}
          <Payload title="Response" value={entry.response} />
          <Headers title="Request headers" fields={entry.requestHeaders} />
          <Headers title="Response headers" fields={entry.responseHeaders} />
        </>
      );
  }
}

function Headers({ title, fields }: { title: string; fields: HeaderFields | undefined }) {
  if (!fields || Object.keys(fields).length === 0) return null;
  return (
    <section class="payload">
      <h4>{title}</h4>
      <Facts facts={Object.entries(fields)} />
    </section>
  );
}
