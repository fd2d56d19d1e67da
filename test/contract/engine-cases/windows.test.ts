import { deepEqual } from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { caseOf } from './case.ts';
import { nodeOf, outcomesIn, runSteps } from './run-steps.ts';
import { printedOf } from './run-whole.ts';

/** A window that sums `n` by name, as most of Flink's tests do. */
function sums(window: Readonly<Record<string, unknown>>, lateness = '0s'): Readonly<Record<string, unknown>> {
  return { type: 'window', key: ['name'], window, aggregate: { n: 'sum(n)' }, allowed_lateness: lateness };
}

const tumbling = (size: string): Readonly<Record<string, unknown>> => ({ type: 'tumbling', size });
const session = (gap: string): Readonly<Record<string, unknown>> => ({ type: 'session', gap });

/** The windows of a row at `time`, in order of their starts. */
function windowsAt(window: Readonly<Record<string, unknown>>, time: number): string[] {
  const [[, results]] = runSteps(sums(window), `a:1@${time}, W(MAX)`) as [[string, readonly string[]]];
  const starts = results.map((each) => /\[(.*),(.*)\)/.exec(each)!.slice(1).map(Number) as [number, number]);
  return starts.sort(([a], [b]) => a - b).map(([start, end]) => `[${start},${end})`);
}

describe('a row is in the windows in which it is in Flink:', () => {
  test('A03, tumbling', () => {
    const of = (offset: string, times: readonly number[]): string[] =>
      times.flatMap((time) => windowsAt({ ...tumbling('5s'), offset }, time));
    deepEqual(of('0s', [0, 4999, 5000]), ['[0,5000)', '[0,5000)', '[5000,10000)']);
    deepEqual(of('100ms', [100, 5099, 5100]), ['[100,5100)', '[100,5100)', '[5100,10100)']);
    deepEqual(of('-100ms', [0, 4899, 4900]), ['[-100,4900)', '[-100,4900)', '[4900,9900)']);
    for (const [size, offset] of [
      ['-1s', '0s'],
      ['10s', '20s'],
      ['10s', '-11s'],
    ])
      expect(() => nodeOf(sums({ ...tumbling(size!), offset }))).toThrow(/size|offset/);
  });

  test('A04, sliding', () => {
    const expected = caseOf('A04').expect.split(' / ');
    const window = { type: 'sliding', size: '5s', slide: '1s' };
    deepEqual(
      [0, 4999, 5000].map((time) => windowsAt(window, time).join(' ')),
      expected,
    );
  });

  test('A07, sessions that touch are one', () => {
    const areOne = [20, 21, 19, 0].map((other) => {
      const [[, results]] = runSteps(sums(session('10ms')), `a:1@10, a:1@${other}, W(MAX)`) as [[string, string[]]];
      return results.length === 1;
    });
    deepEqual(areOne.join(', '), caseOf('A07').expect);
  });
});

describe('windows fire as in Flink:', () => {
  test.each([
    ['B01', sums(tumbling('3s'))],
    ['B03', sums({ type: 'sliding', size: '3s', slide: '1s' })],
    ['B05', sums(tumbling('10ms'))],
    ['B09', sums(tumbling('2s'))],
    ['B11', sums({ type: 'sliding', size: '3s', slide: '1s' })],
    ['C01', sums(session('3s'))],
    ['C04', sums(session('3s'))],
    ['C11', sums(session('10ms'))],
    ['E01', { ...sums(tumbling('3s')), time: 'processing', allowed_lateness: '0s' }],
  ])('%s', (id, keys) => {
    deepEqual(runSteps(keys, caseOf(id).input), outcomesIn(caseOf(id).expect));
  });

  test('B07, but that a late row gives the whole result so far: there is no trigger that purges', () => {
    const expected = caseOf('B07').expect.replace('{key2=1 [0,2000)', '{key2=3 [0,2000)');
    deepEqual(runSteps(sums(tumbling('2s'), '500ms'), caseOf('B07').input), outcomesIn(expected));
  });

  test('B13, at the end of time that is ours, with a lateness that reaches beyond it', () => {
    const input = 'key2:1@8639999999999250, W(8639999999999998), W(8639999999999999), key2:1@8639999999999250';
    deepEqual(runSteps(sums(tumbling('1s'), '36500d'), input), [
      ['W(8639999999999998)', []],
      ['W(8639999999999999)', ['key2=1 [8639999999999000,8640000000000000) @8639999999999999']],
      ['key2:1@8639999999999250', ['key2=2 [8639999999999000,8640000000000000) @8639999999999999']],
    ]);
  });

  test('D01, but that a count window has the times of its first and last row', () => {
    deepEqual(runSteps(sums({ type: 'count', size: 4 }), caseOf('D01').input), [
      ['key2:1@1999', ['key2=4 [3000,1999) @1999']],
      ['key1:1@10999', ['key1=4 [20,10999) @10999']],
    ]);
  });

  test('C10, a gap of nothing is refused', () => {
    for (const gap of ['0s', '-1s']) expect(() => nodeOf(sums(session(gap)))).toThrow('gap');
  });
});

describe('whole pipelines give what they give in Flink:', () => {
  test('B15, the results of a window are never late for an equal window behind it', () => {
    const operators = {
      first: { inputs: ['in'], ...sums(tumbling('5ms')) },
      second: { inputs: ['first'], ...sums(tumbling('5ms')), key: [] },
    };
    deepEqual(printedOf(operators, 'a:1@0, b:2@4, a:4@5', { first: 'name n', second: 'n', 'second.late': 'n' }), {
      first: ['a 1', 'b 2', 'a 4'],
      second: ['3', '4'],
      'second.late': [],
    });
  });

  test('M01, the largest value of each sensor in ten seconds, of which rows come two seconds late', () => {
    const operators = {
      most: { inputs: ['in'], ...sums(tumbling('10s')), aggregate: { n: 'max(n)' } },
    };
    const told = printedOf(operators, caseOf('M01').input, { most: 'name n window_end', 'most.late': 'name n' }, '2s');
    deepEqual(told, {
      most: [
        'cpu0 47 1970-01-01T00:00:10.000Z',
        'cpu1 52 1970-01-01T00:00:10.000Z',
        'cpu0 60 1970-01-01T00:00:20.000Z',
        'cpu1 40 1970-01-01T00:00:30.000Z',
      ],
      'most.late': ['cpu1 70', 'cpu1 71'],
    });
  });
});
