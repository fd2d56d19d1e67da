import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RejectsFile } from '../../../engine/files/rejects.ts';
import { committedRejects } from '../../../engine/runtime/committed-rejects.ts';
import { Commits } from '../../../engine/runtime/commits.ts';
import { createDiscardSink } from '../../../engine/sinks/discard.ts';
import type { Sink } from '../../../engine/sinks/sink.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Trouble } from '../files/faulty-system.ts';
import { faultySystem } from '../files/faulty-system.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A sink and a file of rejected rows that commit together every second; `calls` is what the file system and the sink did. */
function together(...troubles: readonly Trouble[]) {
  const path = join(temporaryFolder(), 'r.ndjson');
  const fileSystem = faultySystem(...troubles);
  const { calls } = fileSystem;
  const warnings: string[] = [];
  const rejects = new RejectsFile(path, { fileSystem, warn: (message) => void warnings.push(message) });
  const shown = vi.fn();
  const sink: Sink = {
    ...createDiscardSink(),
    commit(number) {
      calls.push(`sink shows ${number}`);
      shown();
      return Promise.resolve();
    },
  };
  const commits = new Commits([sink, committedRejects(rejects)], 1000);
  commits.begin();
  /** Lets a second go by and the commit that follows end, with its real writes. */
  const second = async (): Promise<void> => {
    const before = shown.mock.calls.length;
    vi.advanceTimersByTime(1000);
    await vi.waitFor(() => expect(shown.mock.calls.length).toBe(before + 1), { interval: 1, timeout: 10_000 });
    await new Promise((resolve) => setImmediate(resolve));
  };
  const reject = (line: number): void => rejects.put({ file: 'in', line, reason: 'bad', text: '{' });
  return { path, calls, warnings, rejects, commits, second, reject };
}

test('rejected rows are written and synced before a commit shows the rows that passed', async () => {
  const { path, calls, rejects, commits, second, reject } = together();
  reject(1);
  await second();
  reject(2);
  reject(3);
  await second();
  await second();
  await commits.end();
  await rejects.close();
  expect(calls.filter((call) => !call.startsWith('open') && !call.startsWith('mkdir') && !/^sync/.test(call))).toEqual([
    'write r.ndjson',
    'datasync r.ndjson',
    'sink shows 1',
    'write r.ndjson',
    'datasync r.ndjson',
    'sink shows 2',
    // Nothing new, nothing to sync.
    'sink shows 3',
  ]);
  expect(readFileSync(path, 'utf8').trim().split('\n').length).toBe(3);
});

test('rejected rows that cannot be synced hold up no commit, and that is told', async () => {
  const { calls, warnings, commits, second, reject } = together({ call: 'datasync', at: 1, how: 'EIO' });
  reject(1);
  await second();
  await commits.end();
  expect([calls.slice(-2), warnings.length]).toEqual([['datasync r.ndjson', 'sink shows 1'], 1]);
});
