import { expect, test } from 'vitest';
import { AbsentList } from '../../electron/absent-list.ts';

const fan = { metric: 'hw.fan.speed', reason: 'there is none', remedy: null };

test('nothing is known of what is missing until it has been found, and then it is told', async () => {
  const told: unknown[] = [];
  const list = new AbsentList(Promise.resolve([fan]), {
    onList: (each) => told.push(each),
    onTrouble: () => undefined,
  });
  const before = list.known;
  expect([before, await list.found, list.known, told]).toEqual([[], [fan], [fan], [[fan]]]);
});

test('when it cannot be found out, that is told and the list stays empty', async () => {
  const told: unknown[] = [];
  const list = new AbsentList(Promise.reject(new Error('no thread')), {
    onList: (each) => told.push(each),
    onTrouble: (error) => told.push(String(error)),
  });
  expect([await list.found, list.known, told]).toEqual([[], [], ['Error: no thread']]);
});
