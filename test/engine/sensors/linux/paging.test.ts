import { expect, test } from 'vitest';
import { PagingReader } from '../../../../engine/sensors/linux/paging.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);
const vmstat = (faults: number, major: number, swapIn: number, swapOut: number): string =>
  `nr_free_pages 7\npgpgin 1\npswpin ${swapIn}\npswpout ${swapOut}\npgfault ${faults}\npgmajfault ${major}\npgmajfaulty 9\n`;

test('faults and swapping are rates, and a major fault is not a minor one too', async () => {
  const computer = machine('laptop');
  const reader = new PagingReader(computer.root);
  const first = values(reader.read(time));
  computer.write('proc/vmstat', vmstat(5500, 60, 14, 20));
  expect([first, await nextSecond(reader, time)]).toEqual([
    {},
    {
      'system.paging.faults.major total': 10,
      'system.paging.faults.minor total': 490,
      'system.paging.operations.in total': 4,
      'system.paging.operations.out total': 0,
    },
  ]);
});

test('a counter that goes back, and a kernel that does not count one of them, give no rows', async () => {
  const computer = machine('laptop');
  const reader = new PagingReader(computer.root);
  reader.read(time);
  computer.write('proc/vmstat', vmstat(100, 5, 0, 0));
  const back = await nextSecond(reader, time);
  computer.write('proc/vmstat', 'pgfault 5\npgmajfault 1\n');
  expect([back, await nextSecond(reader, time)]).toEqual([{}, {}]);
});
