import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Frame } from '../../../electron/ipc/contract.ts';
import { Screen } from '../../../electron/screen/screen.ts';

function pointsAt(...times: number[]) {
  const column = Float64Array.from(times);
  return { job: 'health', sink: 'cpu', series: [{ series: 'total', unit: '1', times: column, values: column }] };
}

test('a page that opens begins with the history, and frames go on after it: no point is missing or double', () => {
  const frames: Frame[] = [];
  const screen = new Screen((frame) => frames.push(frame));
  screen.take(pointsAt(1));
  screen.open();
  screen.take(pointsAt(2));
  screen.take(pointsAt(3));
  // The page is loaded again while frame 1 is in flight and point 3 waits.
  const history = screen.open();
  screen.take(pointsAt(4));
  deepEqual(
    history.map(({ chart, series, times }) => [chart, series, ...times]),
    [['health/cpu', 'total', 1, 2, 3]],
  );
  deepEqual(
    frames.map(({ sequence, series }) => [sequence, ...series[0]!.times]),
    [
      [1, 2],
      [2, 4],
    ],
  );
});

test('what several charts received together goes to the page in one frame', () => {
  const frames: Frame[] = [];
  const screen = new Screen((frame) => frames.push(frame));
  screen.open();
  screen.take(pointsAt(1), { ...pointsAt(1), sink: 'memory' }, { ...pointsAt(1), sink: 'disk' });
  deepEqual(
    frames.map(({ series }) => series.map(({ chart }) => chart)),
    [['health/cpu', 'health/memory', 'health/disk']],
  );
});

test('the first drawn frame is told', async () => {
  const screen = new Screen(() => undefined);
  screen.open();
  screen.take(pointsAt(1));
  screen.drawn(1);
  await screen.firstDrawn;
});
