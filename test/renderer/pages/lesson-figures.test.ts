import { expect, test } from 'vitest';
import { Series } from '../../../renderer/live/series.ts';
import { lessonFigures } from '../../../renderer/pages/pipelines/lesson-figures.ts';
import type { NodeStatus } from '../../../renderer/state/contract-types.ts';

const node = (id: string, type: string, input: string, late = 0): NodeStatus =>
  ({ id, type, late, inputs: [{ node: input, output: 'main' }] }) as unknown as NodeStatus;

test('the newest result of each window is that of the chart that shows it, beside what came too late', () => {
  const nodes = [
    node('patient', 'window', 'a'),
    node('hasty', 'window', 'b', 158),
    node('patient-chart', 'chart', 'patient'),
    node('lonely', 'window', 'c'),
  ];
  const series = new Series();
  series.append(Float64Array.of(1, 2), Float64Array.of(250, 249));
  const asked: string[] = [];
  const figures = lessonFigures({ id: 'late', nodes }, (id) => {
    asked.push(id);
    return { names: ['rows'], series: () => series };
  });
  expect(figures).toEqual([
    { node: 'patient', result: 249, late: 0 },
    { node: 'hasty', result: null, late: 158 },
    { node: 'lonely', result: null, late: 0 },
  ]);
  expect(asked).toEqual(['late/patient-chart']);
});
