import { describe, expect, test } from 'vitest';
import { inputLines } from '../../../playground/page/client/drawer/assistants/model-input.ts';
import type { Run, Step } from '../../../playground/page/client/drawer/assistants/objects.ts';
import { entriesOfRuns, timelineOf } from '../../../playground/page/client/drawer/assistants/run-timeline.ts';
import { newestId, withEntries } from '../../../playground/page/client/drawer/entry-list.ts';
import { messageOf } from '../../../playground/page/client/drawer/events/entry-message.ts';
import { EVERYTHING, isWanted } from '../../../playground/page/client/drawer/events/event-filter.ts';
import { shortLabel } from '../../../playground/page/client/drawer/events/short-label.ts';
import { activeFaults } from '../../../playground/page/client/drawer/faults/active-faults.ts';
import { byteSize, duration, statusText } from '../../../playground/page/client/drawer/formats.ts';
import type { Entry, Summary } from '../../../playground/page/client/drawer/inspector.ts';
import { type JsonLook, jsonRows, toggled } from '../../../playground/page/client/drawer/json/json-rows.ts';
import { streamEvents } from '../../../playground/page/client/drawer/json/stream-events.ts';

/** A moment, in milliseconds and in seconds. */
const T = 1_700_000_000_000;
const S = T / 1_000;

describe('the list of entries', () => {
  test('is in the order in which things began, and what comes again takes the place of what it was', () => {
    const { ms: _, ...stream } = entry({ id: 3, at: T, label: 'long' });
    const known = withEntries([], [entry({ id: 1, at: T + 5 }), entry({ id: 2, at: T + 9 })]);

    const all = withEntries(withEntries(known, [stream]), [{ ...stream, ms: 40, status: 200 }]);

    expect(all.map(({ id, ms }) => [id, ms])).toEqual([
      [3, 40],
      [1, 2],
      [2, 2],
    ]);
    expect(newestId(all)).toBe(3);
    expect(newestId([])).toBe(0);
  });

  test('keeps as many as the server does', () => {
    const many = Array.from({ length: 2_100 }, (_, index) => entry({ id: index, at: T + index }));

    expect(withEntries([], many)).toHaveLength(2_000);
    expect(withEntries([], many)[0]?.id).toBe(100);
  });
});

describe('the filter', () => {
  const here = { channelIds: ['7'], threadId: 'thread_a' };
  const rows: [string, Partial<Summary>, object, boolean][] = [
    ['everything at first', {}, {}, true],
    ['no heartbeats at first', { kind: 'gateway', label: 'HEARTBEAT_ACK' }, {}, false],
    ['heartbeats on request', { kind: 'gateway', label: 'HEARTBEAT' }, { hasHeartbeats: true }, true],
    ['no other kind', { kind: 'model' }, { kinds: new Set(['rest']) }, false],
    ['text in the label', { label: 'POST /channels/7/messages' }, { text: ' MESSAGES ' }, true],
    ['a status as text', { status: 429 }, { text: '429' }, true],
    ['no other text', { label: 'GET /gateway' }, { text: 'messages' }, false],
    ['a refusal among errors', { status: 404 }, { isFailedOnly: true }, true],
    ['a broken connection among errors', { status: 0 }, { isFailedOnly: true }, true],
    ['an error of a model', { kind: 'model', status: 'error' }, { isFailedOnly: true }, true],
    ['nothing good among errors', { status: 204 }, { isFailedOnly: true }, false],
    ['what is of the channel', { channelId: '7' }, { isHereOnly: true }, true],
    ['what is of its Assistants thread', { kind: 'model', threadId: 'thread_a' }, { isHereOnly: true }, true],
    ['nothing of another channel', { channelId: '8' }, { isHereOnly: true }, false],
    ['nothing without a channel', {}, { isHereOnly: true }, false],
  ];

  test.each(rows)('shows %s', (_, changes, filter, isShown) => {
    expect(isWanted(entry(changes), { ...EVERYTHING, ...filter }, here)).toBe(isShown);
  });
});

describe('words for numbers and paths', () => {
  test('durations, sizes, statuses', () => {
    expect([0.4, 312, 1_240, 34_000, 125_000].map(duration)).toEqual(['0 ms', '312 ms', '1.2 s', '34 s', '2 min 5 s']);
    expect([412, 1_240, 20_400, 3_400_000].map(byteSize)).toEqual(['412 B', '1.2 kB', '20 kB', '3.4 MB']);
    expect([200, 429, 418, 507, 0, 'error' as const].map(statusText)).toEqual([
      '200 OK',
      '429 Rate limited',
      '418 Refused',
      '507 Server error',
      'Broken off',
      'Error',
    ]);
  });

  test('a path says names instead of ids where they are known, and the ends of other ids', () => {
    const nameOf = (id: string) => (id === '1576741135135539203' ? '#general' : undefined);

    expect(shortLabel('PATCH /channels/1576741135135539203/messages/1576741135135531234', nameOf)).toBe(
      'PATCH /channels/#general/messages/…1234',
    );
    expect(shortLabel('GET /threads/thread_abcdefghijkl/runs/run_0123456789', nameOf)).toBe(
      'GET /threads/thread_…ijkl/runs/run_…6789',
    );
  });

  test('what is broken, in sentences; that nothing is limited breaks nothing', () => {
    const nothing = { refusesConnections: false, isSilent: false, hasRateLimits: false, failures: [], delays: [] };

    expect(activeFaults(undefined)).toEqual([]);
    expect(activeFaults(nothing)).toEqual([]);
    expect(
      activeFaults({
        ...nothing,
        isSilent: true,
        failures: [
          { status: 500, times: 1 },
          { status: 'drop', times: 3, path: '/messages' },
        ],
        delays: [{ ms: 1_500, times: null }],
      }),
    ).toEqual([
      'Discord does not answer the bot.',
      'The next request fails with 500.',
      'The next 3 requests to /messages fail without an answer.',
      'Requests are slowed down by 1.5 s.',
    ]);
  });
});

describe('the message that an entry is about', () => {
  const gateway = { ...entry({ kind: 'gateway' }), connection: 1, op: 0 };
  const rest = { ...entry({ kind: 'rest' }), method: 'POST', path: '/channels/7/messages' };

  test.each([
    ['an event of a message', { ...gateway, t: 'MESSAGE_CREATE', d: { id: '9', channel_id: '7', author: {} } }],
    ['a reaction', { ...gateway, t: 'MESSAGE_REACTION_ADD', d: { message_id: '9', channel_id: '7' } }],
    ['a request that names it', { ...rest, path: '/channels/7/messages/9/reactions/x/@me' }],
    ['a request that made it', { ...rest, response: { id: '9', channel_id: '7', author: {} } }],
  ])('is known of %s', (_, found) => {
    expect(messageOf(found as Entry)).toEqual({ channelId: '7', messageId: '9' });
  });

  test.each([
    ['other events', { ...gateway, t: 'TYPING_START', d: { id: '9', channel_id: '7' } }],
    ['lists', { ...rest, response: [{ id: '9', channel_id: '7', author: {} }] }],
    ['texts', { ...rest, response: 'oh' }],
    ['questions to a model', { ...entry({ kind: 'model' }), model: 'demo' }],
  ])('is not there in %s', (_, found) => {
    expect(messageOf(found as Entry)).toBeUndefined();
  });
});

describe('JSON as a tree', () => {
  const closed: JsonLook = { open: new Map(), shown: new Map() };
  const texts = (value: unknown, look = closed) =>
    jsonRows(value, look).map(({ level, name, text }) => `${level} ${name ?? ''}:${text}`);

  test('shows the outermost, and what is small in it', () => {
    const value = { id: '1', author: { name: 'Ada', bot: false }, list: [], none: null };

    expect(texts(value)).toEqual([
      '1 :{id, author, list, none}',
      '2 id:"1"',
      '2 author:{name, bot}',
      '3 name:"Ada"',
      '3 bot:false',
      '2 list:[0]',
      '2 none:null',
    ]);
  });

  test('opens and closes what is in it, and tells where each line stands', () => {
    const value = { big: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`key${index}`, index])) };
    const [, big] = jsonRows(value, closed);

    const open = toggled(closed, big as NonNullable<typeof big>);

    expect(big).toMatchObject({ isOpen: false, position: 1, siblings: 1 });
    expect(jsonRows(value, open)).toHaveLength(14);
    expect(jsonRows(value, open)[13]).toMatchObject({ name: 'key11', level: 3, position: 12, siblings: 12 });
  });

  test('shows long lists a piece at a time', () => {
    const list = Array.from({ length: 250 }, (_, index) => index);
    const more = jsonRows(list, closed).at(-1);

    const longer = toggled(closed, more as NonNullable<typeof more>);

    expect(more).toMatchObject({ kind: 'more', text: '150 more', position: 101, siblings: 101 });
    expect(jsonRows(list, longer).at(-1)).toMatchObject({ text: '50 more' });
  });

  test('cuts long texts, and shows them with their lines when they are opened', () => {
    const value = { content: `first\n${'x'.repeat(400)}` };
    const [, content] = jsonRows(value, closed);

    const open = toggled(closed, content as NonNullable<typeof content>);

    expect(content?.text).toMatch(/^"first\\nx{150,}…$/);
    expect(jsonRows(value, open)[1]?.text).toBe(value.content);
  });

  test('the text of a stream is a list of its events; any other text is none', () => {
    const stream =
      'event: thread.run.created\ndata: {"id":"run_1"}\n\nevent: x.delta\n: 12 times\n\nevent: done\ndata: [DONE]\n\n';

    expect(streamEvents(stream)).toEqual([
      { event: 'thread.run.created', data: { id: 'run_1' } },
      { event: 'x.delta', data: '12 times' },
      { event: 'done', data: '[DONE]' },
    ]);
    expect(streamEvents('It was not found.')).toBeUndefined();
  });
});

test('what a model was told reads like a conversation', () => {
  const input = [
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'text', text: 'What time is it?' },
        { type: 'image', url: 'x' },
      ],
    },
    { type: 'function_call', callId: '1', name: 'get_time', arguments: '{}' },
    { type: 'function_output', callId: '1', output: 'noon' },
    { type: 'side_data', data: 1 },
    { role: 'system', content: 'Be brief.' },
  ];

  expect(inputLines(input)).toEqual([
    { who: 'user', text: 'What time is it?\n[image]' },
    { who: 'call of get_time', text: '{}' },
    { who: 'output of a call', text: 'noon' },
    { who: 'side data', text: '{"type":"side_data","data":1}' },
    { who: 'system', text: 'Be brief.' },
  ]);
});

describe('the life of a run', () => {
  test('a request belongs to the run that it names, else to the one at its time', () => {
    const older = run({ id: 'run_older', created_at: S, completed_at: S + 2 });
    const newer = run({ id: 'run_newer', created_at: S + 60, started_at: null, completed_at: null, status: 'queued' });
    const named = entry({ id: 1, at: T + 90_000, label: 'GET /threads/t/runs/run_older' });
    const near = entry({ id: 2, at: T + 59_500, label: 'POST /threads/t/runs' });
    const far = entry({ id: 3, at: T + 30_000, label: 'GET /threads/t/messages' });
    const after = entry({ id: 4, at: T + 5_000, label: 'GET /threads/t/messages' });

    const { byRun, others } = entriesOfRuns([newer, older], [named, near, far, after]);

    expect(byRun.get('run_older')).toEqual([named, after]);
    expect(byRun.get('run_newer')).toEqual([near]);
    expect(others).toEqual([far]);
  });

  test('its bars begin with its first request and end with its last', () => {
    const model = entry({ id: 5, kind: 'model', at: T + 900, ms: 600 });
    const stream = entry({ id: 4, kind: 'assistants', at: T + 500, ms: 1_200, label: 'POST /threads/t/runs' });
    const life = { run: run({}), steps: [step({})], entries: [stream, model], nowMs: T + 60_000 };

    const { startMs, endMs, bars } = timelineOf(life);

    expect([startMs - T, endMs - T]).toEqual([500, 1_700]);
    expect(bars.map(({ key, startMs: start, endMs: end }) => [key, start - T, end - T])).toEqual([
      ['entry 4', 500, 1_700],
      ['entry 5', 900, 1_500],
      ['step_1', 1_000, 1_700],
    ]);
  });

  test('without requests it is as long as the Assistants API says', () => {
    const { startMs, endMs } = timelineOf({ run: run({}), steps: [], entries: [], nowMs: T + 60_000 });

    expect([startMs - T, endMs - T]).toEqual([0, 1_000]);
  });

  test('while it goes, it grows with the time', () => {
    const going = run({ started_at: null, completed_at: null, status: 'queued' });

    const { endMs, bars } = timelineOf({ run: going, steps: [], entries: [], nowMs: T + 5_000 });

    expect(endMs - T).toBe(5_000);
    expect(bars[0]).toMatchObject({ key: 'queued', isGoing: true, endMs });
  });
});

function entry(changes: Partial<Summary>): Summary {
  return { id: 1, kind: 'rest', at: T, direction: 'fromBot', label: 'GET /users/@me', ms: 2, bytes: 10, ...changes };
}

function run(changes: Partial<Run>): Run {
  return {
    id: 'run_1',
    thread_id: 't',
    created_at: S,
    started_at: S,
    completed_at: S + 1,
    failed_at: null,
    cancelled_at: null,
    expires_at: null,
    last_error: null,
    status: 'completed',
    model: 'demo',
    assistant_id: 'asst_1',
    instructions: '',
    tools: [],
    incomplete_details: null,
    usage: null,
    ...changes,
  };
}

function step(changes: Partial<Step>): Step {
  return {
    id: 'step_1',
    created_at: S + 1,
    completed_at: S + 1,
    failed_at: null,
    cancelled_at: null,
    last_error: null,
    status: 'completed',
    usage: null,
    step_details: { type: 'message_creation', message_creation: { message_id: 'msg_1' } },
    ...changes,
  };
}
