import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { CombinedWatermark } from '../../../engine/time/combined-watermark.ts';

test('the watermark of several inputs that was saved and restored goes on as if it had not been', () => {
  const event = fc.record({ input: fc.nat(2), watermark: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 4 }) });
  const rule = fc.constantFrom('union' as const, 'two-inputs' as const);
  fc.assert(
    fc.property(rule, fc.array(event), fc.array(event), (of, before, after) => {
      const whole = new CombinedWatermark(3, of);
      run(whole, before);
      const restored = new CombinedWatermark(3, of);
      restored.restore([whole.snapshot()]);
      deepEqual(run(restored, after), run(whole, after));
    }),
  );
});

function run(combined: CombinedWatermark, events: readonly { input: number; watermark: number | null }[]): unknown[] {
  return events.map(({ input, watermark }) => [
    watermark === null ? combined.idle(input) : combined.update(input, watermark),
    combined.isIdle,
  ]);
}
