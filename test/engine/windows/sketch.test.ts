import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { NumberReader, NumberWriter } from '../../../engine/windows/number-list.ts';
import { Sketch } from '../../../engine/windows/sketch.ts';

test.each([1, 32, 33, 1000])(
  'a sketch of %i values that was saved and loaded goes on as if it had not been',
  (count) => {
    const whole = new Sketch();
    const before = new Sketch();
    for (let i = 0; i < count; i++) [whole, before].forEach((each) => each.add(Math.sin(i) * 10 ** (i % 9)));
    const writer = new NumberWriter();
    before.save(writer);
    const after = new Sketch();
    after.load(new NumberReader(writer.take()));
    for (let i = 0; i < 50; i++) [whole, after].forEach((each) => each.add(i * 1e10));
    const shares = [0, 0.01, 0.25, 0.5, 0.9, 1];
    deepEqual(
      shares.map((share) => after.percentile(share)),
      shares.map((share) => whole.percentile(share)),
    );
  },
);
