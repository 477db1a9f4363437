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
let wanted = await insist(choosePerson);
let end: (() => void) | undefined;
await visitAs(wanted);

/** Shows the page as one person sees it; another one takes their place without loading it anew. */
async function visitAs(personId: string): Promise<void> {
  wanted = personId;
  const api = createApi(personId);
  const state = await insist(api.state);
  if (wanted !== personId) return; // somebody else was chosen meanwhile
  const isSwitch = end !== undefined;
  end?.();
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
  const stopFollowing = followEvents({ url: api.eventsUrl, onEvent: visit.apply, onLost: visit.lost });
  end = () => {
    stopFollowing();
    visit.end();
  };
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
