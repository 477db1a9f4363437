import type OpenAI from 'openai';
import { expect } from 'vitest';

type Event = OpenAI.Beta.AssistantStreamEvent;
type Json = Record<string, unknown>;

/** The events of a stream, each checked: their order, and that the deltas make up what is complete at the end. */
export async function eventsOf(stream: PromiseLike<AsyncIterable<Event>> | AsyncIterable<Event>): Promise<Event[]> {
  const events = await Array.fromAsync(await stream);
  expectSound(events);
  return events;
}

/** The names of events, those of deltas once for many. */
export function namesOf(events: readonly Event[]): string[] {
  return events
    .map(({ event }) => event.replace(/^thread\./, ''))
    .filter((name, index, all) => !name.endsWith('.delta') || all[index - 1] !== name);
}

/** Throws when a client that follows the contract could not understand the stream. */
export function expectSound(events: readonly Event[]): void {
  const steps = new Map<string, Json>();
  const messages = new Map<string, Json>();
  let openStep: string | undefined;
  let openMessage: string | undefined;
  let runStatus = '';
  let isOver = false;

  for (const { event, data } of events as unknown as readonly { event: string; data: Json }[]) {
    expect(isOver, `${event} after the end`).toBe(false);
    const id = data['id'] as string;
    const [, kind, ...rest] = event.split('.');
    const what = rest.at(-1);
    if (kind === 'created') continue;
    if (kind === 'message') {
      if (what === 'created') {
        expect([openMessage, messages.has(id), data['content']], event).toEqual([undefined, false, []]);
        messages.set(id, structuredClone(data));
        openMessage = id;
      } else if (what === 'delta') {
        expect(id).toBe(openMessage);
        fold(messages.get(id) ?? {}, data['delta'] as Json);
      } else {
        expect(id).toBe(openMessage);
        expect(data['status']).toBe(what);
        if (what === 'in_progress') continue;
        expect(withoutIndexes(messages.get(id)?.['content']), 'folded deltas').toEqual(data['content']);
        openMessage = undefined;
      }
    } else if (rest.length > 1) {
      if (what === 'created') {
        expect([openStep, openMessage, steps.has(id)], event).toEqual([undefined, undefined, false]);
        expect(data['status']).toBe('in_progress');
        steps.set(id, structuredClone(data));
        openStep = id;
      } else if (what === 'delta') {
        expect(id).toBe(openStep);
        expect(data['delta']).not.toHaveProperty('id');
        fold(steps.get(id) ?? {}, data['delta'] as Json);
      } else {
        if (steps.has(id)) expect(id).toBe(openStep);
        expect(data['status']).toBe(what);
        if (what === 'in_progress') continue;
        expect(openMessage).toBeUndefined();
        if (steps.has(id)) {
          expect(withoutIndexes(steps.get(id)?.['step_details']), 'folded deltas').toEqual(data['step_details']);
        }
        expect(data['usage']).not.toBeNull();
        openStep = undefined;
      }
    } else {
      expect(data['status']).toBe(what === 'created' ? 'queued' : what);
      runStatus = String(what);
      isOver = !['created', 'queued', 'in_progress', 'cancelling'].includes(runStatus);
      if (isOver && runStatus !== 'requires_action') expect([openStep, openMessage]).toEqual([undefined, undefined]);
    }
  }
  expect(isOver, `the stream ends with the run, not with ${runStatus}`).toBe(true);
}

/** Adds a delta to what there is, as the official clients do. */
function fold(target: Json, delta: Json): void {
  for (const [key, value] of Object.entries(delta)) {
    const present = target[key];
    if (key === 'index' || key === 'type' || present === undefined || present === null) target[key] = value;
    else if (typeof present === 'string') target[key] = present + String(value);
    else if (Array.isArray(present)) {
      for (const part of value as Json[]) {
        const index = part['index'] as number;
        expect(index).toBeTypeOf('number');
        if (present[index] === undefined) present[index] = structuredClone(part);
        else fold(present[index] as Json, part);
      }
    } else if (typeof present === 'object') fold(present as Json, value as Json);
  }
}

function withoutIndexes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIndexes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'index')
      .map(([key, each]) => [key, withoutIndexes(each)]),
  );
}
