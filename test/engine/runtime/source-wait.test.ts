import { expect, test } from 'vitest';
import { SourceWait } from '../../../engine/runtime/source-wait.ts';

test('of a poll, what is not waited for data is work', async () => {
  let now = 0;
  const wait = new SourceWait({ now: () => 0, monotonic: () => now });
  const later = async (ms: number): Promise<string> => {
    await Promise.resolve();
    now += ms;
    return 'data';
  };
  const worked = await wait.workedMs(async () => {
    now += 4;
    await wait.during(later(100));
    now += 5;
    await wait.during(later(50));
  });
  const next = await wait.workedMs(async () => {
    await wait.during(later(7));
  });
  expect([worked, next]).toEqual([9, 0]);
});
