import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { JobStatus } from '../../../engine/index.ts';
import { EVENTS_MAX, EventLog } from '../../../electron/desk/event-log.ts';
import type { PipelineEvent } from '../../../electron/ipc/contract.ts';

const fault = { code: 'sink-failed', message: 'sink "out": the disk is full' } as const;

function status(state: JobStatus['state'], savepoints: readonly number[] = []): JobStatus {
  const checkpoints = savepoints.map(
    (id) => ({ id, kind: 'savepoint', takenAt: id, durationMs: 0, bytes: 0, folder: '' }) as const,
  );
  return { id: 'a', name: 'A', description: '', state, nodes: [], recording: null, checkpoints };
}

test('starts, restarts, failures, savepoints and warnings are told with their time, the newest first', () => {
  let now = 0;
  const events = new EventLog(() => ++now);
  const states: JobStatus[] = [
    status({ kind: 'stopped' }),
    status({ kind: 'stopped' }, [1]),
    status({ kind: 'starting', since: 1 }, [1]),
    status({ kind: 'running', since: 2 }, [1]),
    status({ kind: 'running', since: 2 }, [1, 2]),
    // A run that begins knows of none before it has looked, and then of all.
    status({ kind: 'running', since: 2 }),
    status({ kind: 'running', since: 2 }, [1, 2]),
    status({ kind: 'restarting', since: 3, nextAt: 4, attempt: 2, node: 'out', fault }, [1, 2]),
    status({ kind: 'running', since: 5 }, [1, 2]),
    status({ kind: 'failed', at: 6, fault }, [1, 2]),
  ];
  for (const each of states) events.follow([each]);
  events.gap({ job: 'a', at: 6.5, reason: 'suspend', seconds: 39 });
  events.warn({ job: 'a', node: 'out', message: 'a row is wrong' });
  events.warn({ job: 'a', node: '', message: 'it begins anew' });
  deepEqual(
    events.of('a').map(({ at, kind, message, seconds }) => [at, kind, message, ...(seconds === 0 ? [] : [seconds])]),
    [
      [8, 'warning', 'it begins anew'],
      [7, 'warning', 'out: a row is wrong'],
      [6.5, 'gap', 'suspend', 39],
      [6, 'failed', fault.message],
      [5, 'started', ''],
      [4, 'restarting', fault.message],
      [3, 'saved', ''],
      [2, 'started', ''],
    ],
  );
  deepEqual(events.of('b'), []);
});

test('a pipeline that warns without end keeps its newest events only', () => {
  const events = new EventLog(() => 0);
  for (let i = 0; i < EVENTS_MAX + 5; i++) events.warn({ job: 'a', node: '', message: String(i) });
  deepEqual(
    [events.of('a').length, events.of('a')[0]!.message, events.of('a').at(-1)!.message],
    [EVENTS_MAX, String(EVENTS_MAX + 4), '5'],
  );
});

test('an app that starts knows what happened to its pipelines in the life before, but for warnings and that they ended with it', async () => {
  const written: [string, PipelineEvent][] = [];
  const kept = {
    put: (id: string, event: PipelineEvent) => void written.push([id, event]),
    read: () => Promise.resolve(written),
    flush: () => Promise.resolve(),
  };
  let now = 0;
  const first = new EventLog(() => ++now, kept);
  first.follow([status({ kind: 'stopped' })]);
  first.follow([status({ kind: 'running', since: 2 })]);
  first.gap({ job: 'a', at: 2.5, reason: 'suspend', seconds: 39 });
  for (let i = 0; i < EVENTS_MAX + 5; i++) first.warn({ job: 'a', node: '', message: String(i) });
  await first.close();
  first.follow([status({ kind: 'stopped' })]);
  first.gap({ job: 'a', at: 9, reason: 'suspend', seconds: 1 });
  const second = new EventLog(() => ++now, kept);
  await second.begin();
  const told = [
    { at: 2.5, kind: 'gap', message: 'suspend', seconds: 39 },
    { at: 2, kind: 'started', message: '', seconds: 0 },
  ];
  // However many warnings there were, they did not push out what explains a gap.
  deepEqual([first.of('a').slice(-2), second.of('a')], [told, told]);
});
