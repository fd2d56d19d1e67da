import { expect, test } from 'vitest';
import type { FaultDescription } from '../../engine/index.ts';
import { Fault } from '../../engine/index.ts';
import { Troubles } from '../../electron/troubles.ts';

function troubles() {
  const log: string[] = [];
  const told: FaultDescription[] = [];
  const own = new Troubles(
    (level, message) => void log.push(`${level}: ${message}`),
    { tellFault: (fault) => void told.push(fault) },
    (id) => id === 'hot',
  );
  return { own, log, told };
}

test('a warning of a node is in the log, one of a whole pipeline is told as well', () => {
  const { own, log, told } = troubles();
  own.warn({ job: 'health', node: 'in', message: 'line 3 is no JSON' });
  own.warn({ job: 'health', node: '', message: 'operator "sums" changed since the last run and begins anew' });
  const message = 'pipeline "health": operator "sums" changed since the last run and begins anew';
  expect(told).toEqual([{ code: 'checkpoint-failed', message }]);
  expect(log).toEqual(['warning: pipeline "health", in: line 3 is no JSON', `error: ${message}`]);
});

test('that the pipeline of an alert begins anew is in the log only: what it has found is not in its pipeline', () => {
  const { own, log, told } = troubles();
  own.warn({ job: 'hot', node: '', message: 'operator "episodes" changed since the last run and begins anew' });
  expect(told).toEqual([]);
  expect(log).toEqual(['warning: pipeline "hot": operator "episodes" changed since the last run and begins anew']);
});

test('a failure is told by its words, a bug has its trace in the log', () => {
  const { own, log, told } = troubles();
  own.tell(new Fault('not-found', 'there is no pipeline "x"'));
  own.tell(new Error('a bug'));
  expect(told.map(({ code, message }) => [code, message])).toEqual([
    ['not-found', 'there is no pipeline "x"'],
    ['internal', 'a bug'],
  ]);
  expect([log[0], log[1]!.includes('troubles.test.ts')]).toEqual(['error: there is no pipeline "x"', true]);
});
