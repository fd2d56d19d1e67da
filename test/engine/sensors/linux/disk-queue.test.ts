import { expect, test } from 'vitest';
import { DiskQueueReader } from '../../../../engine/sensors/linux/disk-queue.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);

test('latency is the mean time of a request, and the queue the mean number of them, as iostat -x has them', async () => {
  const computer = machine('laptop');
  const reader = new DiskQueueReader(computer.root);
  const first = values(reader.read(time));
  // 50 reads took 250 ms together; 10 writes took 1 s; 3 requests were under way for half of the second.
  computer.write(
    'proc/diskstats',
    ' 259 0 nvme0n1 1050 10 82000 750 2010 20 164000 1900 3 950 3000 100 0 40000 10 50 90\n',
  );
  const busy = await nextSecond(reader, time);
  expect([first, busy, await nextSecond(reader, time)]).toEqual([
    {},
    {
      'system.disk.latency.read nvme0n1': 0.005,
      'system.disk.latency.write nvme0n1': 0.1,
      'system.disk.queue nvme0n1': 1.5,
    },
    { 'system.disk.queue nvme0n1': 0 },
  ]);
});
