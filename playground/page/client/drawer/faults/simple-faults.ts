import type { Fault, Faults } from '../../state/faults.ts';

interface Words {
  title: string;
  what: string;
  seen: string;
}

/** Happens once, at once. */
export interface Blow extends Words {
  fault: Fault;
  label: string;
  /** Said when it has happened. */
  done: string;
}

/** Lasts until it is switched back. */
export interface LastingFault extends Words {
  isOn: (faults: Faults) => boolean;
  fault: (isOn: boolean) => Fault;
}

/** What can be done to the connections of bots. */
export const CONNECTION_BLOWS: readonly Blow[] = [
  {
    fault: { fault: 'dropSockets' },
    title: 'Drop the socket',
    what: 'Breaks the connection to the gateway without a word, as when the network fails.',
    seen: 'The bot connects again within seconds, resumes, and answers what was posted meanwhile.',
    label: 'Drop',
    done: 'The socket was dropped.',
  },
  {
    fault: { fault: 'reconnect' },
    title: 'Ask to reconnect',
    what: 'Sends op 7, as Discord does several times a day.',
    seen: 'The bot connects again and resumes; nobody notices.',
    label: 'Ask',
    done: 'The bot was asked to reconnect.',
  },
  {
    fault: { fault: 'invalidateSessions' },
    title: 'Invalidate the session',
    what: 'Sends op 9 and forgets the session.',
    seen: 'The bot identifies anew. What is posted in between is not replayed: a careful bot looks for it.',
    label: 'Invalidate',
    done: 'The session is invalid now.',
  },
];

export const FILE_BLOWS: readonly Blow[] = [
  {
    fault: { fault: 'expireFileLinks' },
    title: 'Let file links expire',
    what: 'The links to attachments that were told until now answer 404, as after a day.',
    seen: 'The bot asks for the message again to get new ones. This page shows broken pictures until it is reloaded.',
    label: 'Expire',
    done: 'The links have expired.',
  },
];

export const CONNECTION_SWITCHES: readonly LastingFault[] = [
  {
    isOn: ({ refusesConnections }) => refusesConnections,
    fault: (isOn) => ({ fault: 'refuseConnections', isOn }),
    title: 'Refuse connections',
    what: 'New connections to the gateway get 503; those that are open stay.',
    seen: 'After “Drop the socket” the bot stays away and goes on trying, until this is off.',
  },
];

export const ANSWER_SWITCHES: readonly LastingFault[] = [
  {
    isOn: ({ isSilent }) => isSilent,
    fault: (isOn) => ({ fault: 'stopAnswering', isOn }),
    title: 'Stop answering',
    what: 'Requests, events and heartbeats of the bot hang. They are late then, not lost.',
    seen: 'The bot seems to sleep; when this is off again, it catches up.',
  },
  {
    isOn: ({ hasRateLimits }) => hasRateLimits,
    fault: (isOn) => ({ fault: 'rateLimits', isOn }),
    title: 'Rate limits',
    what: 'Limits requests as Discord does, with 429 for those beyond.',
    seen: 'On, many messages at once come slowly, some after a 429 in Events. Off, nothing waits.',
  },
];
