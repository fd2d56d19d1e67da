import { expect, it } from 'vitest';
import { fromRows } from '../../../../engine/data/rows.ts';
import type { Schema } from '../../../../engine/data/types.ts';
import { GapRows } from '../../../../engine/sinks/file/gap-rows.ts';

const READINGS: Schema = [
  { name: 'metric', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
];

it('tells of the first thousand gaps one by one, and counts those after them', () => {
  const gaps = new GapRows(READINGS);
  const rows = Array.from({ length: 1003 }, (_, n) => ({
    metric: n % 2 === 0 ? 'gap' : 'load',
    entity: 'sleep',
    value: n,
  }));
  for (let round = 0; round < 2; round++)
    gaps.take(
      fromRows(READINGS, rows),
      Float64Array.from(rows, (_, n) => n),
    );
  expect([gaps.gapCount, gaps.gaps.length, gaps.gaps.at(-1)]).toEqual([
    1004,
    1000,
    { at: '1970-01-01T00:00:00.994Z', reason: 'sleep', seconds: 994 },
  ]);
});
