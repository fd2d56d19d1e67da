import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Engine, readDocument, systemClock, type JobPoints, type Plan } from '../../engine/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WORKER = resolve(import.meta.dirname, '../../out/cli/worker.cjs');
const ROWS = 150_000;

let engine: Engine;
afterEach(() => engine.close());

/** Rows as fast as they come, far more than a screen takes. */
const GENERATED = `version: 1
name: t
sources:
  in: { type: generator, rows: ${ROWS}, columns: { at: { time: { start: 0, step: 1s } }, n: { sequence: { start: 1, step: 1 } } }, event_time: { column: at } }
operators: {}
sinks:
`;
const WATCHED = `${GENERATED}  watched: { type: chart, inputs: [in], x: at, y: n }\n`;

function planOf(text: string, baseFolder = '/'): Plan {
  const read = readDocument(text, { file: 't', baseFolder, environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

function engineWith(take: (points: JobPoints) => void): Engine {
  const followed = { sink: 'watched', take };
  return new Engine({
    clock: systemClock,
    workerFile: WORKER,
    followed,
    onPoints: () => undefined,
    onWarning: () => undefined,
  });
}

test('who follows a sink sees every row in order, however fast they come and however slow it is', async () => {
  let last = 0;
  let gaps = 0;
  engine = engineWith(({ series }) => {
    for (const value of series[0]!.values) {
      if (value !== last + 1) gaps++;
      last = value;
    }
  });
  engine.add('t', { plan: planOf(WATCHED), text: WATCHED });
  await engine.start('t');
  await engine.ended('t');
  expect({ last, gaps }).toEqual({ last: ROWS, gaps: 0 });
});

test('a recording is followed to its last row, by a plan that reads something else when it runs, and nothing is written', async () => {
  const folder = temporaryFolder();
  const recorded = `${GENERATED}  kept: { type: file, inputs: [in], path: ${JSON.stringify(join(folder, 'kept'))}, format: ndjson }\n`;
  engine = engineWith(() => undefined);
  engine.add('made', { plan: planOf(recorded), text: recorded });
  await engine.start('made');
  await engine.ended('made');
  let sum = 0;
  const order = { plan: planOf(WATCHED), sink: 'watched', recording: join(folder, 'kept'), environment: {} };
  const tried = await engine.followRecording(
    order,
    (points) =>
      points.forEach(({ series }) => series.forEach(({ values }) => values.forEach((value) => (sum += value)))),
    new AbortController().signal,
  );
  expect([tried!.fault, sum]).toEqual([null, (ROWS * (ROWS + 1)) / 2]);
});
