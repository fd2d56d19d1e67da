import { deepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'vitest';
import { AlertMemory, EVENTS_KEPT } from '../../../electron/alerts/alert-memory.ts';
import type { AlertEvent } from '../../../electron/ipc/alerts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const event = (at: number): AlertEvent => ({
  at,
  name: 'Hot',
  entity: 'cpu',
  kind: 'fired',
  metric: 'hw.temperature',
  value: 90,
  silent: null,
});

const open = (file: string, troubles: string[] = []): AlertMemory =>
  new AlertMemory(file, (error) => troubles.push(String(error)));

test('each event is kept at once, however the app ends, and the newest are as many as a person reads', () => {
  const file = join(temporaryFolder(), 'alerts.json');
  const memory = open(file);
  memory.add(event(0));
  deepEqual(open(file).events, [event(0)]);
  for (let at = 1; at <= EVENTS_KEPT; at++) memory.add(event(at));
  deepEqual([memory.events.length, memory.events[0]!.at, memory.events.at(-1)!.at], [EVENTS_KEPT, EVENTS_KEPT, 1]);
});

test('what cannot be kept is told, and is known as long as the app runs', () => {
  const troubles: string[] = [];
  const memory = open(join(temporaryFolder(), 'x'.repeat(300)), troubles);
  memory.add(event(0));
  deepEqual([memory.events, troubles.length], [[event(0)], 1]);
});
