import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app/app.tsx';
import { Lost } from './app/lost.tsx';
import { choosePerson } from './state/choose-person.ts';
import { followEvents } from './state/follow-events.ts';
import { createVisit, VisitContext } from './state/visit.ts';

const RETRY_MS = 1_000;

const api = createApi(await insist(choosePerson));
const state = await insist(api.state);
const visit = createVisit({ api, state, onGone: () => location.reload() });

render(
  <VisitContext.Provider value={visit}>
    <App />
  </VisitContext.Provider>,
  document.body,
);
followEvents({ url: api.eventsUrl, onEvent: visit.apply, onLost: visit.lost });

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
