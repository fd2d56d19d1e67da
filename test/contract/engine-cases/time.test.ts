import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { CombinedWatermark } from '../../../engine/time/combined-watermark.ts';
import type { CombinationRule } from '../../../engine/time/combined-watermark.ts';
import { caseOf } from './case.ts';

test.each([
  ['F07', 3, 'union'],
  ['F09', 3, 'union'],
  ['F11', 3, 'union'],
  ['F13', 2, 'two-inputs'],
] as const)('%s: the watermarks of several inputs become one as in Flink', (id, inputs, rule) => {
  const { input, expect } = caseOf(id);
  const combined = new CombinedWatermark(inputs, rule satisfies CombinationRule);
  let current = -Infinity;
  const rises = input.split(', ').flatMap((step) => {
    const before = current;
    current = take(combined, step);
    return before < current ? [`after «${step}»: W(${current})`] : [];
  });
  deepEqual(rises, [...expect.matchAll(/after «[^»]*»: W\(\d+\)/g)].map(String));
  deepEqual(combined.isIdle, expect.endsWith('then IDLE'));
});

/** `ch0 W(12)`, `in1 IDLE` or `ch2 ACTIVE`. */
function take(combined: CombinedWatermark, step: string): number {
  const [, input, told] = /^\D+(\d) (.*)$/.exec(step)!;
  if (told === 'IDLE') return combined.idle(Number(input));
  return combined.update(Number(input), told === 'ACTIVE' ? -Infinity : Number(/\d+/.exec(told!)));
}
