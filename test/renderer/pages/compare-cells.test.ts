import { afterEach, expect, test } from 'vitest';
import { compareCells } from '../../../renderer/pages/recordings/compare-cells.ts';
import type { SeriesFigures } from '../../../renderer/state/contract-types.ts';
import { unitChoice } from '../../../renderer/shared/unit-choice.svelte.ts';

const figures = (unit: string, mean: number): SeriesFigures => ({
  chart: 'c',
  series: 's',
  unit,
  count: 3,
  mean,
  p95: mean,
  max: mean,
});
const mean = (unit: string, a: SeriesFigures | null, b: SeriesFigures | null): readonly string[] =>
  compareCells({ series: 's', unit, of: [a, b] })
    .slice(0, 4)
    .map((cell) => cell.replaceAll('\u00a0', ' '));

afterEach(() => {
  unitChoice.temperature = 'Cel';
});

test('each figure has both values, the difference, and the percent of the first', () => {
  expect(mean('Cel', figures('Cel', 64), figures('Cel', 72))).toEqual(['64 °C', '72 °C', '+8 °C', '+12.5 %']);
  expect(mean('By', figures('By', 2e9), figures('By', 1e9))[3]).toBe('−50.0 %');
});

test('a difference of temperatures is no temperature: it has no zero of its own', () => {
  unitChoice.temperature = '[degF]';
  expect(mean('Cel', figures('Cel', 60), figures('Cel', 70)).slice(1, 3)).toEqual(['158 °F', '+18 °F']);
});

test('what one of them lacks, and a percentage of nothing, is a dash', () => {
  expect(mean('1', null, figures('1', 0.5))).toEqual(['–', '50.0 %', '–', '–']);
  expect(mean('By', figures('By', 0), figures('By', 5))[3]).toBe('–');
});
