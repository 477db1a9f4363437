import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app/app.tsx';
import { Lost } from './app/lost.tsx';
import { createShell } from './app/shell.ts';
import { choosePerson, keepPerson } from './state/choose-person.ts';
import { followEvents } from './state/follow-events.ts';
import { createVisit, VisitContext } from './state/visit.ts';

const RETRY_MS = 1_000;

const shell = createShell();
let stopFollowing: (() => void) | undefined;
await visitAs(await insist(choosePerson));

/** Shows the page as one person sees it; another one takes their place without loading it anew. */
async function visitAs(personId: string): Promise<void> {
  const api = createApi(personId);
  const state = await insist(api.state);
  const isSwitch = stopFollowing !== undefined;
  stopFollowing?.();
  keepPerson(personId);
  const become = (id: string) => void visitAs(id);
  const visit = createVisit({ api, state, onGone: () => location.reload(), become });
  render(
    <VisitContext.Provider value={visit}>
      <App key={personId} shell={shell} />
    </VisitContext.Provider>,
    document.body,
  );
  if (isSwitch) document.querySelector<HTMLElement>('.user-button')?.focus();
  stopFollowing = followEvents({ url: api.eventsUrl, onEvent: visit.apply, onLost: visit.lost });
}

/** What the page cannot begin without. */
async function insist<Value>(read: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await read();
    } catch {
      render(<Lost />, document.body);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
