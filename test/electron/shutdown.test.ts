import { deepEqual, equal, ok } from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { Shutdown, SHUTDOWN_MS, type ShutdownStep } from '../../electron/shutdown.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function harness(steps: Record<string, () => Promise<void> | void>) {
  const events: string[] = [];
  const logged: string[] = [];
  const named: ShutdownStep[] = Object.entries(steps).map(([name, close]) => ({
    name,
    close: () => {
      events.push(name);
      return close();
    },
  }));
  const shutdown = new Shutdown({
    steps: named,
    exit: (code) => events.push(`exit ${code}`),
    log: (_level, message) => logged.push(message),
  });
  return { shutdown, events, logged };
}

const hang = (): Promise<void> => new Promise(() => undefined);

test('everything is closed in order, each once, and then the process ends', async () => {
  const { shutdown, events } = harness({
    recording: () => new Promise((resolve) => setTimeout(resolve, 500)),
    engine: () => undefined,
  });
  const done = Promise.all([shutdown.begin(), shutdown.begin()]);
  await vi.advanceTimersByTimeAsync(499);
  deepEqual(events, ['recording']);
  await vi.advanceTimersByTimeAsync(1);
  await done;
  deepEqual(events, ['recording', 'engine', 'exit 0']);
});

test('sinks that hang do not keep the app for longer than three seconds', async () => {
  const { shutdown, events, logged } = harness({ recording: hang, engine: hang });
  void shutdown.begin();
  await vi.advanceTimersByTimeAsync(SHUTDOWN_MS - 1);
  deepEqual(events, ['recording', 'engine']);
  await vi.advanceTimersByTimeAsync(1);
  deepEqual(events, ['recording', 'engine', 'exit 1']);
  equal(logged.length, 2);
  ok(logged[0]!.includes('recording'));
});

test('a step that fails does not keep the others from being closed', async () => {
  const { shutdown, events } = harness({
    recording: () => {
      throw new Error('the disk is gone');
    },
    engine: () => Promise.reject(new Error('so it is')),
  });
  await shutdown.begin();
  deepEqual(events, ['recording', 'engine', 'exit 1']);
});

test('the code that was asked for is the code of the process', async () => {
  const { shutdown, events } = harness({});
  await shutdown.begin(1);
  deepEqual(events, ['exit 1']);
});

test('a second signal ends the process at once', async () => {
  const { shutdown, events } = harness({ engine: hang });
  shutdown.signal('SIGINT');
  await vi.advanceTimersByTimeAsync(10);
  shutdown.signal('SIGINT');
  deepEqual(events, ['engine', 'exit 130']);
  await vi.advanceTimersByTimeAsync(SHUTDOWN_MS);
  deepEqual(events, ['engine', 'exit 130']);
});
