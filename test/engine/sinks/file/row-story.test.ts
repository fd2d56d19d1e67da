import { expect, it } from 'vitest';
import { fromRows } from '../../../../engine/data/rows.ts';
import type { Schema } from '../../../../engine/data/types.ts';
import { RowStory } from '../../../../engine/sinks/file/row-story.ts';

const SCHEMA: Schema = [{ name: 'ts', type: 'timestamp' }];

it('tells the watermark before the first row, also where all rows of the batches before it were taken out', () => {
  const lateness = { outOfOrdernessMs: 0, idleTimeoutMs: null };
  const story = new RowStory(SCHEMA, { lateness, isSecret: false });
  const none = fromRows(SCHEMA, []);
  story.take({ ...none, eventTimes: new Float64Array(0), watermarksBefore: -Infinity, watermark: 4999 });
  const late = fromRows(SCHEMA, [{ ts: 2000 }]);
  story.take({ ...late, eventTimes: Float64Array.of(2000), watermarksBefore: 4999, watermark: 4999 });
  expect(story.told.eventTime).toMatchObject({ column: 'ts', watermark: '1970-01-01T00:00:04.999Z' });
});
